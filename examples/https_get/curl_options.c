#include "curl_options.h"

#include "curl_judge.h"

const char curl_lacks[] = "https_get is an example of brine and lacks this option of curl's; leave "
                          "it out, or use curl";

static const char newer_tls[] = "brine speaks TLS 1.2 and nothing else; leave it out to get "
                                "TLS 1.2, or use curl";
static const char older_tls[] = "brine speaks TLS 1.2 and nothing older (RFC 7568, RFC 8996)";
static const char no_srp[] = "brine knows servers by certificates, not by passwords (SRP)";
static const char staple[] = "brine hands the stapled OCSP response over and does not judge it; "
                             "--staple asks for it, --require-staple fails without one";
static const char revocation[] = "brine reads no revocation lists; --require-staple fails where "
                                 "the server sends no OCSP response";
static const char keys[] = "our certificate and key come from files (--cert, --key)";
static const char random_bytes[] = "random bytes come from the system, through libsodium";
static const char http_2[] = "https_get speaks HTTP/1.1, enough to show TLS 1.2 at work; leave it "
                             "out, or use curl";
static const char http_1_0[] = "https_get sends HTTP/1.1 and takes HTTP/1.0 and 1.1 as answers";
static const char fetches[] = "https_get fetches pages, with GET or with HEAD (-I), to show TLS at "
                              "work; to send data use curl, or a program of your own on brine";
static const char compression[] = "brine depends on libc and libsodium only, so https_get unpacks "
                                  "nothing and asks for pages as they are; leave it out";
static const char cookies[] = "https_get keeps no cookies; send one with -H \"Cookie: NAME=VALUE\"";
static const char authentication[] = "https_get knows Basic (-u), a header field of yours (-H) and "
                                     "a certificate (--cert) only";
static const char bearer[] = "send the token with -H \"Authorization: Bearer TOKEN\"";
static const char trusted[] = "https_get sends credentials to the host of the command line's URL "
                              "only; fetch from the other host with a command of its own";
static const char framing[] = "only a page's framing tells whether it is complete";
static const char condition[] = "send a condition with -H \"If-Modified-Since: DATE\" or "
                                "-H \"If-None-Match: ETAG\"";
static const char hsts[] = "each request of https_get is https anyway";
static const char one_by_one[] = "https_get fetches one URL after the other; run it several times "
                                 "at once instead";
static const char next[] = "the options of https_get hold for all its URLs; run it once for each";
static const char look_up[] = "host names are looked up by the system; --resolve gives an address";
static const char network[] = "the system chooses our address, port and interface";
static const char socks[] = "https_get knows no SOCKS";
static const char proxies[] = "https_get asks a proxy for a tunnel (CONNECT), at most with a name "
                              "and a password";
static const char files[] = "https_get reads no file for its options and passwords; write them on "
                            "the command line";
const char curl_trace[] =
    "--trace of https_get draws the handshake on stderr and takes no file; write --trace 2> FILE";
static const char tells_all[] = "--help all tells all there is";
static const char other_protocol[] = "it is for another protocol than https";

/* clang-format off */
const struct curl_option curl_options[] = {
    /* Accepted: https_get does what they ask for, with them or without. */
    {0, false, "basic", NULL, NULL},
    {'q', false, "disable", NULL, NULL},
    {'G', false, "get", NULL, NULL},
    {0, false, "http1.1", NULL, NULL},
    {'N', false, "no-buffer", NULL, NULL},
    {0, false, "no-keepalive", NULL, NULL},
    {0, false, "no-npn", NULL, NULL},
    {0, false, "proxy-basic", NULL, NULL},
    {0, false, "proxy-ssl-allow-beast", NULL, NULL},
    {0, false, "proxy-tlsv1", NULL, NULL},
    {'p', false, "proxytunnel", NULL, NULL},
    {0, false, "ssl", NULL, NULL},
    {0, false, "ssl-allow-beast", NULL, NULL},
    {0, false, "ssl-no-revoke", NULL, NULL},
    {0, false, "ssl-reqd", NULL, NULL},
    {0, false, "ssl-revoke-best-effort", NULL, NULL},
    {0, false, "styled-output", NULL, NULL},
    {0, false, "suppress-connect-headers", NULL, NULL},
    {0, false, "tcp-nodelay", NULL, NULL},
    {'1', false, "tlsv1", NULL, NULL},
    {0, false, "tlsv1.0", NULL, NULL},
    {0, false, "tlsv1.1", NULL, NULL},
    {0, false, "tlsv1.2", NULL, NULL},
    /* By their argument. */
    {0, true, "cert-type", NULL, judge_file_type},
    {0, true, "key-type", NULL, judge_file_type},
    {0, true, "proto", NULL, judge_protocols},
    {0, true, "proto-default", NULL, judge_default_protocol},
    {0, true, "proto-redir", NULL, judge_protocols},
    {'X', true, "request", NULL, judge_method},
    {0, true, "tls-max", NULL, judge_tls_max},
    /* TLS. */
    {0, false, "tlsv1.3", newer_tls, NULL},
    {0, true, "tls13-ciphers", newer_tls, NULL},
    {0, true, "proxy-tls13-ciphers", newer_tls, NULL},
    {'2', false, "sslv2", older_tls, NULL},
    {'3', false, "sslv3", older_tls, NULL},
    {0, true, "tlsauthtype", no_srp, NULL},
    {0, true, "tlspassword", no_srp, NULL},
    {0, true, "tlsuser", no_srp, NULL},
    {0, true, "proxy-tlsauthtype", no_srp, NULL},
    {0, true, "proxy-tlspassword", no_srp, NULL},
    {0, true, "proxy-tlsuser", no_srp, NULL},
    {0, false, "cert-status", staple, NULL},
    {0, true, "crlfile", revocation, NULL},
    {0, true, "proxy-crlfile", revocation, NULL},
    {0, true, "engine", keys, NULL},
    {0, false, "ssl-auto-client-cert", keys, NULL},
    {0, false, "proxy-ssl-auto-client-cert", keys, NULL},
    {0, true, "egd-file", random_bytes, NULL},
    {0, true, "random-file", random_bytes, NULL},
    /* HTTP. */
    {0, false, "http2", http_2, NULL},
    {0, false, "http2-prior-knowledge", http_2, NULL},
    {0, false, "http3", http_2, NULL},
    {0, false, "http3-only", http_2, NULL},
    {0, true, "alt-svc", http_2, NULL},
    {0, false, "http0.9", http_1_0, NULL},
    {'0', false, "http1.0", http_1_0, NULL},
    {'a', false, "append", fetches, NULL},
    {0, false, "crlf", fetches, NULL},
    {'d', true, "data", fetches, NULL},
    {0, true, "data-ascii", fetches, NULL},
    {0, true, "data-binary", fetches, NULL},
    {0, true, "data-raw", fetches, NULL},
    {0, true, "data-urlencode", fetches, NULL},
    {0, true, "expect100-timeout", fetches, NULL},
    {'F', true, "form", fetches, NULL},
    {0, false, "form-escape", fetches, NULL},
    {0, true, "form-string", fetches, NULL},
    {0, true, "json", fetches, NULL},
    {0, false, "post301", fetches, NULL},
    {0, false, "post302", fetches, NULL},
    {0, false, "post303", fetches, NULL},
    {'T', true, "upload-file", fetches, NULL},
    {0, false, "compressed", compression, NULL},
    {0, false, "tr-encoding", compression, NULL},
    {'b', true, "cookie", cookies, NULL},
    {'c', true, "cookie-jar", cookies, NULL},
    {'j', false, "junk-session-cookies", cookies, NULL},
    {0, false, "anyauth", authentication, NULL},
    {0, true, "aws-sigv4", authentication, NULL},
    {0, true, "delegation", authentication, NULL},
    {0, false, "digest", authentication, NULL},
    {0, false, "negotiate", authentication, NULL},
    {0, false, "ntlm", authentication, NULL},
    {0, false, "ntlm-wb", authentication, NULL},
    {0, true, "service-name", authentication, NULL},
    {0, true, "oauth2-bearer", bearer, NULL},
    {0, false, "location-trusted", trusted, NULL},
    {0, false, "ignore-content-length", framing, NULL},
    {0, false, "raw", framing, NULL},
    {'z', true, "time-cond", condition, NULL},
    {0, true, "etag-compare", condition, NULL},
    {0, true, "etag-save", condition, NULL},
    {0, true, "hsts", hsts, NULL},
    /* Connections. */
    {'Z', false, "parallel", one_by_one, NULL},
    {0, false, "parallel-immediate", one_by_one, NULL},
    {0, true, "parallel-max", one_by_one, NULL},
    {':', false, "next", next, NULL},
    {0, true, "dns-interface", look_up, NULL},
    {0, true, "dns-ipv4-addr", look_up, NULL},
    {0, true, "dns-ipv6-addr", look_up, NULL},
    {0, true, "dns-servers", look_up, NULL},
    {0, false, "doh-cert-status", look_up, NULL},
    {0, false, "doh-insecure", look_up, NULL},
    {0, true, "doh-url", look_up, NULL},
    {0, true, "interface", network, NULL},
    {0, true, "local-port", network, NULL},
    {0, true, "unix-socket", network, NULL},
    {0, true, "abstract-unix-socket", network, NULL},
    {0, true, "preproxy", socks, NULL},
    {0, true, "socks4", socks, NULL},
    {0, true, "socks4a", socks, NULL},
    {0, true, "socks5", socks, NULL},
    {0, false, "socks5-basic", socks, NULL},
    {0, false, "socks5-gssapi", socks, NULL},
    {0, false, "socks5-gssapi-nec", socks, NULL},
    {0, true, "socks5-gssapi-service", socks, NULL},
    {0, true, "socks5-hostname", socks, NULL},
    {0, false, "proxy-anyauth", proxies, NULL},
    {0, false, "proxy-digest", proxies, NULL},
    {0, false, "proxy-negotiate", proxies, NULL},
    {0, false, "proxy-ntlm", proxies, NULL},
    {0, true, "proxy-service-name", proxies, NULL},
    {0, true, "proxy-cert", proxies, NULL},
    {0, true, "proxy-cert-type", proxies, NULL},
    {0, true, "proxy-key", proxies, NULL},
    {0, true, "proxy-key-type", proxies, NULL},
    {0, true, "proxy-pass", proxies, NULL},
    {0, true, "proxy1.0", proxies, NULL},
    /* The program. */
    {'K', true, "config", files, NULL},
    {'n', false, "netrc", files, NULL},
    {0, true, "netrc-file", files, NULL},
    {0, false, "netrc-optional", files, NULL},
    {0, true, "trace-ascii", curl_trace, NULL},
    {0, false, "trace-time", curl_trace, NULL},
    {'M', false, "manual", tells_all, NULL},
    /* Other protocols. */
    {0, false, "compressed-ssh", other_protocol, NULL},
    {0, false, "disable-eprt", other_protocol, NULL},
    {0, false, "disable-epsv", other_protocol, NULL},
    {0, true, "ftp-account", other_protocol, NULL},
    {0, true, "ftp-alternative-to-user", other_protocol, NULL},
    {0, false, "ftp-create-dirs", other_protocol, NULL},
    {0, true, "ftp-method", other_protocol, NULL},
    {0, false, "ftp-pasv", other_protocol, NULL},
    {'P', true, "ftp-port", other_protocol, NULL},
    {0, false, "ftp-pret", other_protocol, NULL},
    {0, false, "ftp-skip-pasv-ip", other_protocol, NULL},
    {0, false, "ftp-ssl-ccc", other_protocol, NULL},
    {0, true, "ftp-ssl-ccc-mode", other_protocol, NULL},
    {0, false, "ftp-ssl-control", other_protocol, NULL},
    {0, true, "hostpubmd5", other_protocol, NULL},
    {0, true, "hostpubsha256", other_protocol, NULL},
    {0, true, "krb", other_protocol, NULL},
    {'l', false, "list-only", other_protocol, NULL},
    {0, true, "login-options", other_protocol, NULL},
    {0, true, "mail-auth", other_protocol, NULL},
    {0, true, "mail-from", other_protocol, NULL},
    {0, true, "mail-rcpt", other_protocol, NULL},
    {0, false, "mail-rcpt-allowfails", other_protocol, NULL},
    {0, false, "metalink", other_protocol, NULL},
    {0, true, "pubkey", other_protocol, NULL},
    {'Q', true, "quote", other_protocol, NULL},
    {0, true, "sasl-authzid", other_protocol, NULL},
    {0, false, "sasl-ir", other_protocol, NULL},
    {'t', true, "telnet-option", other_protocol, NULL},
    {0, true, "tftp-blksize", other_protocol, NULL},
    {0, false, "tftp-no-options", other_protocol, NULL},
    {'B', false, "use-ascii", other_protocol, NULL},
    /* Lacking, for no deeper reason. */
    {0, true, "create-file-mode", curl_lacks, NULL},
    {0, true, "happy-eyeballs-timeout-ms", curl_lacks, NULL},
    {0, false, "haproxy-protocol", curl_lacks, NULL},
    {0, true, "keepalive-time", curl_lacks, NULL},
    {0, true, "libcurl", curl_lacks, NULL},
    {0, true, "proxy-capath", curl_lacks, NULL},
    {0, true, "proxy-ciphers", curl_lacks, NULL},
    {0, false, "proxy-insecure", curl_lacks, NULL},
    {0, true, "proxy-pinnedpubkey", curl_lacks, NULL},
    {0, true, "rate", curl_lacks, NULL},
    {0, true, "request-target", curl_lacks, NULL},
    {0, false, "tcp-fastopen", curl_lacks, NULL},
    {0, false, "xattr", curl_lacks, NULL},
};
/* clang-format on */

const size_t curl_option_count = sizeof curl_options / sizeof *curl_options;

const char *curl_option_meaning(const struct curl_option *option)
{
    if (option->reason != NULL)
        return option->reason;
    return option->judge != NULL ? "accepted where it asks for what https_get does"
                                 : "accepted: https_get does so with it and without";
}
