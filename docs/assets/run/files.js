// What runs Python in the page: where it is, and how many bytes come. The build writes it here, if it has it.
/** @type {RuntimeFiles} */
export const files = { folder: "", python: "", abi: "", start: [], matplotlib: [] };
