import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const limitMs = 240_000;

/**
 * Whether LibreOffice is here, or could be brought: as root on Debian, by its package for machines without a screen.
 */
export async function provisionWriter(): Promise<boolean> {
  if (await isThere()) return true;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const packages = [
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      "libreoffice-writer-nogui",
    ];
    await run("apt-get", ["update", "-qq"], { env, timeout: limitMs }).catch(() => {});
    await run("apt-get", packages, { env, timeout: limitMs }).catch(() => {});
    return isThere();
  }
  return false;
}

async function isThere(): Promise<boolean> {
  return run("soffice", ["--version"], { timeout: limitMs }).then(
    () => true,
    () => false,
  );
}

/** Opens a Word document in LibreOffice and gives it as that saves it again, in a format by its suffix. */
export async function convertDocx(docx: Uint8Array, suffix: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-writer-"));
  try {
    await writeFile(join(dir, "redline.docx"), docx);
    // A profile of its own: another one that runs would take the work and end at once.
    const profile = `-env:UserInstallation=file://${join(dir, "profile")}`;
    const args = [profile, "--headless", "--convert-to", suffix, "--outdir", dir];
    await run("soffice", [...args, join(dir, "redline.docx")], { timeout: limitMs });
    return await readFile(join(dir, `redline.${suffix}`), "utf8");
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
