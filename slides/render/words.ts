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
    copy: "Copy the code",
    copied: "Copied",
    theme: "Light, dark, or as the system has it",
    system: "Colours of the system",
    light: "Light colours",
    dark: "Dark colours",
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
    copy: "Copier le code",
    copied: "Copié",
    theme: "Clair, sombre ou comme le système",
    system: "Couleurs du système",
    light: "Couleurs claires",
    dark: "Couleurs sombres",
  },
} as const;

export type Words = { readonly [word in keyof (typeof WORDS)["en"]]: string };

/** Words for a language; English where there is no translation. */
export function wordsFor(lang: string): Words {
  return lang.split("-")[0] === "fr" ? WORDS.fr : WORDS.en;
}
