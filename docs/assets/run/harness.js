// The text of harness.py, which the build writes here.
export const harness = "";
