#include "option_table.h"

#define FIELD(name) offsetof(struct options, name)

/* clang-format off */
const struct option_row option_table[] = {
    {'o', "output", "FILE", OPTION_OTHER, 0, "write the page to FILE; once for each URL; - is standard output"},
    {'O', "remote-name", NULL, OPTION_OTHER, 0, "write the page to a file named as in the URL"},
    {'i', "include", NULL, OPTION_FLAG, FIELD(include_head), "also output the response's head"},
    {'I', "head", NULL, OPTION_FLAG, FIELD(head_only), "send HEAD and output the response's head only"},
    {'L', "location", NULL, OPTION_FLAG, FIELD(follow), "follow redirects"},
    {0, "max-redirs", "N", OPTION_OTHER, 0, "follow at most N redirects (50; -1 = any number)"},
    {'f', "fail", NULL, OPTION_FLAG, FIELD(fail), "fail without output when the status is 400 or more"},
    {'H', "header", "LINE", OPTION_LIST, FIELD(headers), "send this header field; \"Name:\" removes one, \"Name;\" sends it empty"},
    {'s', "silent", NULL, OPTION_FLAG, FIELD(silent), "no progress bar and no error messages"},
    {'S', "show-error", NULL, OPTION_FLAG, FIELD(show_error), "with -s: error messages nevertheless"},
    {'v', "verbose", NULL, OPTION_FLAG, FIELD(verbose), "tell about connection, certificates, request and response"},
    {0, "trace", NULL, OPTION_FLAG, FIELD(trace), "tell about each handshake message"},
    {'4', "ipv4", NULL, OPTION_OTHER, 0, "use IPv4 addresses only"},
    {'6', "ipv6", NULL, OPTION_OTHER, 0, "use IPv6 addresses only"},
    {0, "resolve", "HOST:PORT:ADDR", OPTION_LIST, FIELD(resolves), "connect to ADDR instead of looking HOST up"},
    {0, "connect-timeout", "S", OPTION_SECONDS, FIELD(connect_timeout_ms), "seconds for look-up, connecting and handshake"},
    {'m', "max-time", "S", OPTION_SECONDS, FIELD(total_timeout_ms), "seconds for each URL, over everything"},
    {0, "cacert", "FILE", OPTION_TEXT, FIELD(ca_file), "trust the CA certificates in FILE (PEM) instead of the system's"},
    {0, "capath", "DIR", OPTION_TEXT, FIELD(ca_directory), "trust the CA certificates in the files of DIR"},
    {'k', "insecure", NULL, OPTION_FLAG, FIELD(insecure), "accept any certificate: an attacker can read and change everything"},
    {0, "pinnedpubkey", "PINS", OPTION_LIST, FIELD(pins), "sha256//BASE64 of a public key that must occur; several with ;"},
    {0, "certs", NULL, OPTION_FLAG, FIELD(certs), "output the certificates that the server sent (PEM), accepted or not"},
    {0, "strict-anchors", NULL, OPTION_FLAG, FIELD(strict_anchors), "apply the rules of issuing to trust anchors, too"},
    {0, "max-intermediates", "N", OPTION_OTHER, 0, "at most N certificates between the server's and the anchor"},
    {'E', "cert", "FILE", OPTION_TEXT, FIELD(certificate), "our certificate chain (PEM or DER), and the key if --key is not given"},
    {0, "key", "FILE", OPTION_TEXT, FIELD(key), "our private key (PEM or DER)"},
    {0, "alpn", "LIST", OPTION_TEXT, FIELD(alpn), "application protocols to offer, with commas (http/1.1)"},
    {0, "require-alpn", NULL, OPTION_FLAG, FIELD(require_alpn), "fail when the server chooses none of them"},
    {0, "ciphers", "LIST", OPTION_TEXT, FIELD(suites), "cipher suites to offer, with colons; IANA or OpenSSL names; an unknown one gets the list"},
    {0, "curves", "LIST", OPTION_TEXT, FIELD(groups), "groups to offer, with colons; an unknown one gets the list"},
    {0, "provider", "NAME", OPTION_TEXT, FIELD(provider), "crypto provider: default or sodium"},
    {0, "session", "FILE", OPTION_TEXT, FIELD(session_file), "keep sessions in FILE to resume them (they are secrets)"},
    {0, "no-false-start", NULL, OPTION_FLAG, FIELD(no_false_start), "send the request only after the server's Finished"},
    {0, "require-ems", NULL, OPTION_FLAG, FIELD(require_ems), "fail without extended_master_secret"},
    {0, "max-fragment-length", "N", OPTION_OTHER, 0, "ask for records of at most 512, 1024, 2048 or 4096 bytes"},
    {0, "staple", NULL, OPTION_FLAG, FIELD(staple), "ask for a stapled OCSP response"},
    {0, "require-staple", NULL, OPTION_FLAG, FIELD(require_staple), "fail without one"},
    {0, "sct", NULL, OPTION_FLAG, FIELD(scts), "ask for signed certificate timestamps"},
    {0, "legacy-rsa", NULL, OPTION_FLAG, FIELD(legacy_rsa), "also offer the RSA key exchange: no forward secrecy"},
    {0, "legacy-renegotiation", NULL, OPTION_FLAG, FIELD(legacy_renegotiation), "accept a server without RFC 5746: an attacker's request may run in our name"},
    {0, "export", "LABEL", OPTION_TEXT, FIELD(export_label), "tell 32 bytes of keying material exported under LABEL"},
    {0, "key-log", NULL, OPTION_FLAG, FIELD(key_log), "append secrets to the file that SSLKEYLOGFILE names"},
    {'V', "version", NULL, OPTION_FLAG, FIELD(version), "tell the version"},
    {'h', "help", NULL, OPTION_FLAG, FIELD(help), "tell all this"},
};
/* clang-format on */

const size_t option_count = sizeof option_table / sizeof *option_table;
