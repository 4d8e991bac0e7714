// What runs Python in the page: where it is, how many bytes come, and the name of the copy of its memory. The build writes it here, if it has it.
/** @type {RuntimeFiles} */
export const files = { folder: "", python: "", abi: "", copy: "", start: [], matplotlib: [] };
