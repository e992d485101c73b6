import { describe, expect, it } from "vitest";
import { createPasswords } from "../../../src/adapters/system/passwords.ts";

const passwords = createPasswords({ cost: { log2N: 4, r: 8, p: 1 } });

describe("createPasswords", () => {
  it("knows a password again, and no other", async () => {
    const hash = await passwords.hash("correct horse battery");
    expect(await passwords.verify("correct horse battery", hash)).toBe(true);
    expect(await passwords.verify("correct horse batterz", hash)).toBe(false);
    expect(await passwords.verify("", hash)).toBe(false);
  });

  it("writes another text each time, in which the password does not stand", async () => {
    const [one, other] = [
      await passwords.hash("secret words"),
      await passwords.hash("secret words"),
    ];
    expect(one).toMatch(/^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain("secret");
  });

  it("takes the same signs for the same, however they are composed", async () => {
    const hash = await passwords.hash("pässwort mit Umlaut");
    expect(await passwords.verify("pässwort mit Umlaut".normalize("NFD"), hash)).toBe(true);
  });

  it("knows a hash of another cost", async () => {
    const dearer = createPasswords({ cost: { log2N: 5, r: 8, p: 2 } });
    expect(await passwords.verify("open sesame", await dearer.hash("open sesame"))).toBe(true);
  });

  it.each([[null], [""], ["scrypt$4$8$1$x$y"], ["plain password"]])(
    "lets nobody in where the hash is %j",
    async (hash) => {
      expect(await passwords.verify("plain password", hash)).toBe(false);
    },
  );

  it("takes no password that is longer than it looks at", async () => {
    const hash = await passwords.hash("x".repeat(1024));
    expect(await passwords.verify("x".repeat(1025), hash)).toBe(false);
  });

  it("asks for 32 MiB and three rounds where nothing else is said", async () => {
    expect(await createPasswords().hash("any")).toMatch(/^scrypt\$15\$8\$3\$/);
  });
});
