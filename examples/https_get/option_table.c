#include "option_table.h"

#include "option_reader.h"

#define FIELD(name) offsetof(struct options, name)

/* clang-format off */
const struct option_row option_table[] = {
    {'o', "output", "FILE", option_output, 0, "write the page to FILE; once for each URL; - is standard output"},
    {'O', "remote-name", NULL, option_remote_name, 0, "write the page to a file named as in the URL"},
    {'i', "include", NULL, option_flag, FIELD(include_head), "also output the response's head"},
    {'I', "head", NULL, option_flag, FIELD(head_only), "send HEAD and output the response's head only"},
    {'L', "location", NULL, option_flag, FIELD(follow), "follow redirects"},
    {0, "max-redirs", "N", option_max_redirects, 0, "follow at most N redirects (50; -1 = any number)"},
    {'f', "fail", NULL, option_flag, FIELD(fail), "fail without output when the status is 400 or more"},
    {'H', "header", "LINE", option_header, FIELD(headers), "send this header field; \"Name:\" removes one, \"Name;\" sends it empty"},
    {'s', "silent", NULL, option_flag, FIELD(silent), "no progress bar and no error messages"},
    {'S', "show-error", NULL, option_flag, FIELD(show_error), "with -s: error messages nevertheless"},
    {'v', "verbose", NULL, option_flag, FIELD(verbose), "tell about connection, certificates, request and response"},
    {0, "trace", NULL, option_flag, FIELD(trace), "tell about each handshake message"},
    {'4', "ipv4", NULL, option_ipv4, 0, "use IPv4 addresses only"},
    {'6', "ipv6", NULL, option_ipv6, 0, "use IPv6 addresses only"},
    {0, "resolve", "HOST:PORT:ADDR", option_list, FIELD(resolves), "connect to ADDR instead of looking HOST up"},
    {0, "connect-timeout", "S", option_seconds, FIELD(connect_timeout_ms), "seconds for look-up, connecting and handshake"},
    {'m', "max-time", "S", option_seconds, FIELD(total_timeout_ms), "seconds for each URL, over everything"},
    {0, "cacert", "FILE", option_text, FIELD(ca_file), "trust the CA certificates in FILE (PEM) instead of the system's"},
    {0, "capath", "DIR", option_text, FIELD(ca_directory), "trust the CA certificates in the files of DIR"},
    {'k', "insecure", NULL, option_flag, FIELD(insecure), "accept any certificate: an attacker can read and change everything"},
    {0, "pinnedpubkey", "PINS", option_list, FIELD(pins), "sha256//BASE64 of a public key that must occur; several with ;"},
    {0, "certs", NULL, option_flag, FIELD(certs), "output the certificates that the server sent (PEM), accepted or not"},
    {0, "strict", NULL, option_flag, FIELD(strict), "refuse certificates that break a rule for issuers only"},
    {0, "max-intermediates", "N", option_max_intermediates, 0, "at most N certificates between the server's and the anchor"},
    {'E', "cert", "FILE[:PASS]", option_text, FIELD(certificate), "our certificate chain (PEM or DER), and the key if --key is not given"},
    {0, "key", "FILE", option_text, FIELD(key), "our private key (PEM or DER)"},
    {0, "pass", "PASS", option_text, FIELD(passphrase), "the passphrase of our private key (others see it in the list of processes)"},
    {0, "match-cert", NULL, option_flag, FIELD(match_certificate), "send it only to a server whose request names its type and CA"},
    {0, "alpn", "LIST", option_text, FIELD(alpn), "application protocols to offer, with commas (http/1.1)"},
    {0, "require-alpn", NULL, option_flag, FIELD(require_alpn), "fail when the server chooses none of them"},
    {0, "ciphers", "LIST", option_text, FIELD(suites), "cipher suites to offer, with colons; IANA or OpenSSL names; an unknown one gets the list"},
    {0, "curves", "LIST", option_text, FIELD(groups), "groups to offer, with colons; an unknown one gets the list"},
    {0, "provider", "NAME", option_text, FIELD(provider), "crypto provider: default or sodium"},
    {0, "session", "FILE", option_text, FIELD(session_file), "keep sessions in FILE to resume them (they are secrets)"},
    {0, "no-false-start", NULL, option_flag, FIELD(no_false_start), "send the request only after the server's Finished"},
    {0, "require-ems", NULL, option_flag, FIELD(require_ems), "fail without extended_master_secret"},
    {0, "max-fragment-length", "N", option_fragment_length, 0, "ask for records of at most 512, 1024, 2048 or 4096 bytes"},
    {0, "staple", NULL, option_flag, FIELD(staple), "ask for a stapled OCSP response"},
    {0, "require-staple", NULL, option_flag, FIELD(require_staple), "fail without one"},
    {0, "sct", NULL, option_flag, FIELD(scts), "ask for signed certificate timestamps"},
    {0, "legacy-rsa", NULL, option_flag, FIELD(legacy_rsa), "also offer the RSA key exchange: no forward secrecy"},
    {0, "legacy-renegotiation", NULL, option_flag, FIELD(legacy_renegotiation), "accept a server without RFC 5746: an attacker's request may run in our name"},
    {0, "export", "LABEL", option_text, FIELD(export_label), "tell 32 bytes of keying material exported under LABEL"},
    {0, "key-log", NULL, option_flag, FIELD(key_log), "append secrets to the file that SSLKEYLOGFILE names"},
    {'V', "version", NULL, option_flag, FIELD(version), "tell the version"},
    {'h', "help", NULL, option_flag, FIELD(help), "tell all this"},
};
/* clang-format on */

const size_t option_count = sizeof option_table / sizeof *option_table;
