import { generate } from "selfsigned";

// Made anew for each run: a private key in the repository would look like a leaked one.
const pair = await generate([{ name: "commonName", value: "named.example" }], {
  keyType: "ec",
  curve: "P-256",
  algorithm: "sha256",
  extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "named.example" }] }],
});

/** A key and its self-signed certificate for `named.example`. */
export const testKey: string = pair.private;
export const testCertificate: string = pair.cert;
