import { z } from "zod";

export const webAddress = z
  .string()
  .max(2048)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  }, "expected an http or https address without credentials");

const thisMachine = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** Whether nobody else reaches what listens there. */
export function isThisMachine(name: string): boolean {
  return thisMachine.test(name);
}

const names = z.array(z.string().min(1).max(200)).max(200).default([]);

/** Of a provider of identities; who may do what there is said in the provider's own words. */
const oidcSchema = z.strictObject({
  issuer: webAddress.describe("As the provider names itself, such as https://id.example.com"),
  clientId: z.string().min(1).max(200),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, "expected a scope"))
    .max(20)
    .default(["openid", "email", "profile"])
    .describe("What the provider is asked for; some tell groups only for a scope of its own"),
  roles: z
    .strictObject({
      claim: z.string().min(1).max(200).default("groups").describe("Which lists somebody's groups"),
      reader: names,
      reviewer: names,
      admin: names,
    })
    .prefault({})
    .describe("Groups that give each role; the highest counts"),
  emailDomains: z
    .array(z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i, "expected a domain"))
    .max(100)
    .default([])
    .describe("Whoever has a verified address there is a reader"),
});

/** Of the web page: where it is served, to whom, and who signs in how. */
export const webSchema = z
  .strictObject({
    host: z
      .string()
      .regex(/^[\w.:-]{1,253}$/, "expected a host or an address")
      .default("127.0.0.1"),
    port: z.int().min(0).max(65_535).default(8080),
    allowPublic: z
      .boolean()
      .default(false)
      .describe("true: also on a host that others reach without a proxy in front, and without TLS"),
    trustProxy: z
      .boolean()
      .default(false)
      .describe("true: a proxy of yours is in front, and X-Forwarded-For says who asks"),
    read: z
      .enum(["everyone", "signed-in"])
      .default("everyone")
      .describe("Who sees changes, documents and feeds: whoever asks, or who has signed in"),
    oidc: oidcSchema
      .nullable()
      .default(null)
      .describe("Signing in through OpenID Connect; the secret is CLAUSEWATCH_OIDC_SECRET"),
    costlyPerSecond: z
      .int()
      .min(0)
      .max(10_000)
      .default(10)
      .describe(
        "Hundredths of a second of work that one client may ask for in each second, and forty times as much at once; 0: as much as it likes",
      ),
  })
  .superRefine((web, context) => {
    if (web.allowPublic || isThisMachine(web.host)) return;
    const message =
      "is reached from elsewhere: put a proxy with TLS in front of 127.0.0.1, or set web.allowPublic";
    context.addIssue({ code: "custom", path: ["host"], message });
  });
