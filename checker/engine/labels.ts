/** Everything the checker creates carries these labels; everything it removes is found by them. */
export const RUN = "workshop.run";
export const OWNER = "workshop.owner";
/** Instead of RUN on a stack that was left up on request. */
export const KEPT = "workshop.kept";
/** On images built from solutions/: a hash of what they were built from. They outlive a run. */
export const REFERENCE = "workshop.reference";
/** Set by Compose on all that belongs to a project, and on the containers of a service. */
export const COMPOSE_PROJECT = "com.docker.compose.project";
export const COMPOSE_SERVICE = "com.docker.compose.service";
/** `stand-in` on classroom images that were made from Debian. Images built from them inherit it. */
export const STAND_IN = "workshop.classroom";
/** What an image of ours was made from: with another one it is made again. */
export const RECIPE = "workshop.recipe";
/** On what a student's script has made: what it asked for, where that differs from what it got (JSON). */
export const SCRIPT = "workshop.script";
