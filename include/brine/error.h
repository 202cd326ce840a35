/*
 * What went wrong, for programs (brine_result) and for people (brine_error).
 */
#ifndef BRINE_ERROR_H
#define BRINE_ERROR_H

#include <brine/alert_list.h>
#include <brine/error_list.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * How a call ended: BRINE_OK (0), a BRINE_WANT_... or BRINE_CLOSED that is no
 * failure, or a BRINE_ERROR_.... The whole library uses this one type.
 */
typedef enum brine_result {
#define BRINE_RESULT_ENUMERATOR(name, category, alert, words, advice) BRINE_##name,
    BRINE_RESULTS(BRINE_RESULT_ENUMERATOR)
#undef BRINE_RESULT_ENUMERATOR
} brine_result;

/* What kind of thing went wrong; enough to choose an exit code or a retry. */
typedef enum brine_category {
    BRINE_CATEGORY_STATUS,      /* not an error */
    BRINE_CATEGORY_USAGE,       /* how the library was called or configured */
    BRINE_CATEGORY_SYSTEM,      /* memory, files */
    BRINE_CATEGORY_CRYPTO,      /* the provider */
    BRINE_CATEGORY_TRUST,       /* the trust store */
    BRINE_CATEGORY_NETWORK,     /* look-up, connect, read, write, time */
    BRINE_CATEGORY_PEER,        /* the server refused and said so */
    BRINE_CATEGORY_PROTOCOL,    /* the server broke a rule of TLS */
    BRINE_CATEGORY_CERTIFICATE, /* the server's certificate was not accepted */
} brine_category;

/*
 * Alert descriptions, RFC 5246 section 7.2: BRINE_ALERT_close_notify and so on. A server may send
 * any number from 0 to 255; the highest is named so that the type holds it beside `none` where
 * enums are as small as they can be (-fshort-enums, the default of Arm's bare-metal gcc).
 */
typedef enum brine_alert {
    BRINE_ALERT_none = -1,
#define BRINE_ALERT_ENUMERATOR(name, number, meaning) BRINE_ALERT_##name = number,
    BRINE_ALERTS(BRINE_ALERT_ENUMERATOR)
#undef BRINE_ALERT_ENUMERATOR
        BRINE_ALERT_highest = 255,
} brine_alert;

/*
 * Size of the sentence in a brine_error, in bytes, terminating NUL included. Part of the ABI: it
 * never changes.
 */
#define BRINE_ERROR_TEXT_SIZE 640
/* Likewise, of the text that brine_error_brief makes of it. */
#define BRINE_ERROR_BRIEF_SIZE 256

/*
 * One failure, told whole. Plain data: copy it, keep it, print `text`.
 * Never holds a secret. A function that takes a `brine_error *` accepts NULL and
 * fills it only when it returns a BRINE_ERROR_.... A program begins with
 * BRINE_NO_ERROR.
 */
typedef struct brine_error {
    brine_result code;
    const char *step;           /* what was done: "Certificate", "connect"; static, never NULL */
    brine_alert alert_sent;     /* BRINE_ALERT_none when none */
    brine_alert alert_received; /* likewise; a number that no RFC names is kept as it came */
    int certificate; /* index in the chain as sent, 0 = the server's own; -1 = none concerned */
    int system;      /* errno, 0 = none */
    /* One sentence: what, where, what to do; UTF-8, one line, made safe as below. */
    char text[BRINE_ERROR_TEXT_SIZE];
    size_t told;          /* bytes of text that say what happened; "; " and what to do may follow */
    uint64_t reserved[4]; /* room for members of later versions; 0 */
} brine_error;

/*
 * What a brine_error is before a call fills it, in C and in C++:
 *
 *     brine_error error = BRINE_NO_ERROR;
 *
 * A failed call without a `brine_error *` leaves it so: brine_result_text has words for its result.
 */
#define BRINE_NO_ERROR                                                                             \
    {                                                                                              \
        BRINE_OK, "", BRINE_ALERT_none, BRINE_ALERT_none, -1, 0, "", 0,                            \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }

/*
 * The short form, for hosts that cut long texts: the result's name, ": ", and what happened,
 * without what to do: "BRINE_ERROR_CERT_EXPIRED: ...". Of an error without a sentence, such as
 * BRINE_NO_ERROR with a code put in, it has the list's words. One line of UTF-8, as safe as the
 * text.
 *
 * Writes to out with NUL, at most cap bytes and never more than BRINE_ERROR_BRIEF_SIZE; what does
 * not fit is left out between two characters, and "..." says so. Returns the length of the whole
 * in bytes, without NUL. out may be NULL when cap is 0. Any thread.
 */
BRINE_API size_t brine_error_brief(const brine_error *error, char *out, size_t cap);

/*
 * The words, advice, category and alert that the list gives for a result. The
 * strings are static. A number that is no brine_result gets ERROR_INTERNAL's.
 * Any thread may call these at any time.
 */
BRINE_API const char *brine_result_name(brine_result result); /* "BRINE_ERROR_CERT_EXPIRED" */
BRINE_API const char *brine_result_text(brine_result result);
BRINE_API const char *brine_result_advice(brine_result result);
BRINE_API brine_category brine_result_category(brine_result result);
BRINE_API brine_alert brine_result_alert(brine_result result);

/*
 * Foreign bytes as a text for terminals and logs: what a server sent (a header, the name
 * of a protocol, an entry of brine_cert_name), a user typed, a file is called. UTF-8 that
 * can be seen stays; each byte of a control or format character, of a blank other than
 * U+0020 and of what is not UTF-8 becomes "\xx" with two hexadecimal digits, and "\" becomes
 * "\\". No two inputs have the same text. Texts that this library makes went through the
 * same filter and need it no more.
 *
 * Writes to out with NUL, at most cap bytes; what does not fit is left out between two
 * characters, and "..." says so. Returns the length of the whole text in bytes, without
 * NUL. out may be NULL when cap is 0. Any thread.
 */
BRINE_API size_t brine_foreign_text(brine_bytes bytes, char *out, size_t cap);

/* The RFC's name of an alert and what it means; "unknown" for a number that has none. */
BRINE_API const char *brine_alert_name(brine_alert alert);
BRINE_API const char *brine_alert_meaning(brine_alert alert);

#ifdef __cplusplus
}
#endif

#endif
