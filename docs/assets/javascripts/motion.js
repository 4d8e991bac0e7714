// How things move, everywhere on the site: for so long, eased, and not at all for a reader who asks for that.
export const TIME = 300; // ms
const LOOK = { duration: TIME, easing: "ease-in-out" };

/** Milliseconds for each step of what plays by itself. */
export const PACE = 1200;

/** Whether nothing may move. */
export const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Moves an element from one look to another; then it has its own again.
 * @param {Element} element
 * @param {Keyframe} from
 * @param {Keyframe} to
 */
export const glide = (element, from, to) => (still.matches ? undefined : element.animate([from, to], LOOK));

/**
 * Ends at once what moves in an element.
 * @param {Element} element
 */
export function settle(element) {
  for (const motion of element.getAnimations({ subtree: true })) motion.cancel();
}

still.addEventListener("change", () => {
  for (const motion of still.matches ? document.getAnimations() : []) {
    if (motion.timeline === document.timeline) motion.finish(); // others follow the scrolling
  }
});
