// The exercises in which readers write a function, with their messages; the build writes them here.
export const checking = "";
/** @type {Record<string, CodingExercise>} */
export const exercises = {};
