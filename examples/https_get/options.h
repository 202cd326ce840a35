/*
 * The command line, read.
 */
#ifndef HTTPS_GET_OPTIONS_H
#define HTTPS_GET_OPTIONS_H

#include "exit_code.h"

#include <brine/brine.h>

/* Where the page of one URL goes: -o FILE, -O, or (neither) standard output. */
struct destination {
    const char *path; /* NULL with remote_name */
    bool remote_name;
};

/* Texts in order of the command line; they belong to argv. */
struct text_list {
    const char **at;
    size_t count;
};

struct options {
    struct text_list urls;
    struct text_list headers;
    struct text_list resolves;
    struct text_list pins;
    struct destination *destinations; /* the n-th belongs to the n-th URL */
    size_t destination_count;

    bool help, version;
    bool silent, show_error, verbose, trace;
    bool include_head, head_only, follow, fail, insecure, certs;
    long max_redirects; /* -1 = no limit */
    uint32_t connect_timeout_ms, total_timeout_ms;
    brine_address_family family;

    const char *ca_file, *ca_directory;
    const char *alpn, *suites, *groups, *provider;
    const char *certificate, *key, *passphrase;
    char *split_certificate; /* of FILE:PASSPHRASE, owned: the two above point into it */
    const char *session_file, *export_label;
    size_t max_fragment_length;
    size_t max_intermediates;
    bool max_intermediates_set;
    bool staple, require_staple, scts, require_ems, require_alpn;
    bool no_false_start, legacy_rsa, legacy_renegotiation, key_log, strict, match_certificate;
};

/*
 * Reads argv. EXIT_OK, or EXIT_USAGE and EXIT_MEMORY after a sentence on stderr. Free with
 * options_free in any case.
 */
exit_code options_parse(int argc, char **argv, struct options *out);
void options_free(struct options *options);

/* Every option with its meaning, and the exit codes, on standard output; false when it failed. */
bool options_print_help(void);

#endif
