/*
 * The command line, read.
 */
#ifndef HTTPS_GET_OPTIONS_H
#define HTTPS_GET_OPTIONS_H

#include "exit_code.h"
#include "identity.h"

#include <brine/brine.h>

/* Milliseconds of -y where it is not given. */
#define OPTIONS_SPEED_TIME 30000

/* Where the page of one URL goes: -o FILE, -O, or (neither) standard output. */
struct destination {
    const char *path; /* NULL with remote_name */
    bool remote_name;
};

/* Texts in order of the command line; they belong to argv, but those of queries to the options. */
struct text_list {
    const char **at;
    size_t count;
};

struct options {
    struct text_list urls;
    struct destination *destinations; /* the n-th belongs to the n-th URL */
    size_t destination_count;
    bool send_patterns; /* -g: curl's patterns in URLs are no patterns */
    bool remote_name_all, fail_early;

    /* What is asked for, and what of the answer is wanted. */
    struct text_list headers, proxy_headers, queries;
    bool path_as_is, no_username;
    bool include_head, head_only, follow, fail, fail_with_body;
    long max_redirects;                           /* -1 = no limit */
    const char *user_agent, *credentials, *range; /* NULL = not given */
    const char *referer;                          /* without ";auto"; NULL = none */
    size_t referer_length;
    bool automatic_referer; /* what a redirect leads to is told where it came from */
    uint64_t max_file_size; /* 0 = no limit */
    uint64_t rate_limit;    /* bytes a second, 0 = no limit */
    uint64_t speed_limit;   /* likewise; slower is too slow */
    uint32_t speed_time_ms;

    /* Where it goes. */
    const char *output_folder, *head_file;
    bool resume, resume_at_end; /* -C, and "-C -" */
    uint64_t resume_at;         /* of -C OFFSET */
    bool header_name;           /* -J */
    bool create_folders, remote_time, no_clobber, remove_on_error;

    /* What people are told. */
    const char *write_out; /* -w, NULL = none */
    char *write_out_file;  /* of -w @FILE, owned: the one above then points to it */
    bool help, version;
    const char *help_topic;  /* what followed --help, or NULL */
    const char *after_trace; /* what followed --trace, or NULL */
    const char *trace_page;  /* of --trace-html, or NULL */
    bool silent, show_error, verbose, trace;
    bool progress_bar, no_progress;

    /* Where connections lead, and how long that may take. */
    struct text_list resolves, connect_to;
    const char *proxy, *no_proxy; /* NULL = what the environment says */
    const char *proxy_user, *proxy_ca_file;
    brine_address_family family;
    uint32_t connect_timeout_ms, total_timeout_ms;
    uint64_t retries;
    uint32_t retry_delay_ms, retry_max_time_ms; /* 0 = not given */
    bool retry_all, retry_refused;              /* the latter is so anyhow */

    /* Which servers are trusted. */
    const char *ca_file, *ca_directory;
    struct text_list pins;
    bool insecure, strict, certs;
    size_t max_intermediates;
    bool max_intermediates_set;

    /* Who we are. */
    struct identity_list identities;
    bool match_certificate;

    /* What is offered to a server and asked of it in the handshake. */
    const char *alpn, *suites, *groups, *provider;
    const char *session_file, *export_label;
    bool no_sessions;
    size_t max_fragment_length;
    bool staple, require_staple, scts, require_ems, require_alpn;
    bool false_start, no_false_start, legacy_rsa, legacy_renegotiation, key_log;
};

/*
 * Reads argv. EXIT_OK, or EXIT_USAGE and EXIT_MEMORY after a sentence on stderr. Free with
 * options_free in any case.
 */
exit_code options_parse(int argc, char **argv, struct options *out);
void options_free(struct options *options);

#endif
