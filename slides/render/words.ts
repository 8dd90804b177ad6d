/** What the pages that are made from deck.yml, and the player, say in the language of the deck. */
const WORDS = {
  en: {
    contents: "Contents",
    part: "Part",
    previous: "Previous",
    next: "Next",
    steer: "Slides",
    search: "Search the slides",
    none: "No slide has this text.",
    one: "1 slide",
    many: "slides",
    slide: "Slide",
    of: "of",
    black: "The screen is black",
  },
  fr: {
    contents: "Sommaire",
    part: "Partie",
    previous: "Précédent",
    next: "Suivant",
    steer: "Diapositives",
    search: "Chercher dans les diapositives",
    none: "Aucune diapositive ne contient ce texte.",
    one: "1 diapositive",
    many: "diapositives",
    slide: "Diapositive",
    of: "sur",
    black: "L'écran est noir",
  },
} as const;

export type Words = { readonly [word in keyof (typeof WORDS)["en"]]: string };

/** Words for a language; English where there is no translation. */
export function wordsFor(lang: string): Words {
  return lang.split("-")[0] === "fr" ? WORDS.fr : WORDS.en;
}
