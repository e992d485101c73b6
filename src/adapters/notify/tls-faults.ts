/** OpenSSL's and Node's names for a certificate that does not hold, or a server that does not speak TLS. */
const certificateCode = /CERT|ERR_TLS|ERR_SSL|UNABLE_TO|^EPROTO$/;

/** Whether an error's code says that encryption cannot be had as things are, which no later attempt mends. */
export function isTlsFault(code: string): boolean {
  return certificateCode.test(code);
}
