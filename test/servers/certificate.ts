import { generate } from "selfsigned";

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A key and a certificate for 127.0.0.1 that signs itself, made anew for each run: none lies in the repository. */
export async function createTestCertificate(): Promise<TestCertificate> {
  const pair = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  return { key: pair.private, cert: pair.cert };
}
