import type { OwnTopic } from "../../../src/model/own-topic.ts";

/** A topic that providers write of in many words, and three ways to put it. */
export const biometrics: OwnTopic = {
  id: "x-biometrics",
  covers:
    "biometric identifiers such as face, voice or fingerprint templates, and recognising people by them",
  examples: [
    "You may not use the Services to identify a person from a photograph of their face.",
    "We collect voiceprints and face geometry only with your written consent.",
    "Building a database of faces for facial recognition is prohibited.",
  ],
  counterExamples: [],
};

/** A topic whose words are those of other clauses too. */
export const reselling: OwnTopic = {
  id: "x-reselling",
  covers: "selling access to the service on to others: resellers, distributors, white labels",
  examples: [
    "Customer may not resell, lease or distribute access to the Services to a third party.",
    "A reseller must have a distribution agreement with us before it offers the Services.",
  ],
  counterExamples: ["We do not sell personal information to third parties."],
};
