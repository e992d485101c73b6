/** Closed lists of words that the rules share; stems as `toStem` gives them where said so. */

/** Words that carry no content of their own. Swapping them alone does not change what is said. */
export const functionWords: ReadonlySet<string> = new Set(
  `a an the this that these those such said same of to in on at by for from with within into onto upon about over under
  between through during per via as than then there here it its they them their he she his her him who whom which whose what
  when where why how be is are was were been being am have has had having do does did done so also too very just well please
  we us our ours you your yours i me my ours ourselves yourself themselves itself one ones etc eg ie e g i s t re ll ve d
  and or but if not no will would shall may might can could must should including include includes included inclusive
  however therefore thus hence accordingly additionally furthermore moreover example instance namely respectively
  above below following follows herein hereof hereby hereunder thereof thereto therein hereto out up down off again further
  whether while because since although though both each every either any all some other another own certain various several
  more most less least many much few additional different particular specific applicable relevant related respective
  made make use used using uses provide provides provided providing set forth described describe contained accordance order
  connection respect regard regarding relation relating concerning like way ways case cases time times form part help ensure
  page section sections article articles clause clauses paragraph paragraphs click see visit learn read view`.split(
    /\s+/,
  ),
);

/** Words that deny or forbid. */
export const negations: ReadonlySet<string> = new Set(
  "not no never neither nor none nothing nobody without cannot can't don't won't doesn't didn't isn't aren't shouldn't mustn't prohibited forbidden unable refuse".split(
    " ",
  ),
);

/** Modal verbs by what they do; within one class they read alike. */
export const modalClasses: ReadonlyMap<string, "duty" | "permission" | "promise" | "advice"> =
  new Map([
    ["must", "duty"],
    ["shall", "duty"],
    ["required", "duty"],
    ["requires", "duty"],
    ["obligated", "duty"],
    ["obliged", "duty"],
    ["will", "promise"],
    ["may", "permission"],
    ["can", "permission"],
    ["could", "permission"],
    ["might", "permission"],
    ["allowed", "permission"],
    ["permitted", "permission"],
    ["entitled", "permission"],
    ["should", "advice"],
  ]);

/** Words that open or close an exception or a limit: one of them alone changes what is allowed. */
export const hardLimits: ReadonlySet<string> = new Set(
  "unless except excepting excluding only solely exclusively merely notwithstanding limited unlimited prior".split(
    " ",
  ),
);

/** Words that qualify a right or a duty. */
export const limits: ReadonlySet<string> = new Set(
  "unless except excepting excluding only solely exclusively merely notwithstanding regardless irrespective until prior advance written consent sole discretion reasonable reasonably commercially material materially immediately promptly automatically perpetual irrevocable exclusive non-exclusive limited unlimited maximum minimum".split(
    " ",
  ),
);

/** Groups of words that terms swap without saying anything new; each group's members read alike. */
const synonymGroups = `
begin start initiate commence; stop cease discontinue; end terminate; buy purchase; get obtain receive acquire; give provide supply furnish offer
help assist aid support; show display present; tell inform notify; ask request; need require; keep retain maintain store
change modify amend alter update revise edit; delete remove erase; use utilize utilise employ; send transmit; share disclose
collect gather; allow permit enable let; forbid prohibit; info information; app application; site website webpage page; email e-mail mail
agreement terms contract; service services platform product products offering; customer client; user individual person people; minor child children
law laws legislation regulation; buying purchasing; concerning regarding; choose select elect; reach contact; make create generate produce
handle process; firm company; licence license; purpose purposes reason; right rights; third-party third; personal information data
believe think consider; check verify review; answer respond reply; big large; quick prompt fast; shop store; fix correct rectify
describe explain outline; improve enhance; build develop; protect safeguard secure; happen occur; try attempt; violate breach infringe
access accessing; location place; about regarding; part portion; extra additional; abide comply adhere; post publish; sign register
continue remain; find discover; deal dealing; necessary needed; various different; current present; certain some; policy statement notice
apply relate pertain; govern regulate; ensure guarantee; visit access; charge bill; error mistake; question inquiry enquiry query; country jurisdiction`;

/** For each word, the number of its group of synonyms. */
export const synonymGroupOf: ReadonlyMap<string, number> = new Map(
  synonymGroups.split(/[;\n]/).flatMap((group, at) =>
    group
      .trim()
      .split(" ")
      .map((word) => [word, at] as const),
  ),
);
