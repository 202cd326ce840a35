/*
 * A failure as facts. They are noted where they are known, by a function that has no room for
 * prose, and made into a sentence once, when the application asks what went wrong.
 */
#ifndef BRN_BASE_FAILURE_H
#define BRN_BASE_FAILURE_H

#include <brine/error.h>

#include "base/texts.h"

typedef struct brn_failure {
    brine_result code; /* BRINE_OK = none */
    const char *step;  /* what was being done; static, NULL = not known */
    /* What it is about: outlives the failure, may be foreign; empty = nothing. */
    brine_bytes name;
    bool counted; /* found and expected are known */
    uint64_t found, expected;
    int certificate; /* index in the chain as sent, -1 = none concerned */
    int system;      /* errno, 0 = none */
} brn_failure;

/*
 * Notes a failure and returns code. What was noted before is forgotten but for the step, which
 * stays until another begins. failure may be NULL: then the facts are lost.
 */
brine_result brn_note(brn_failure *failure, brine_result code);
/* With the name of what it is about, a static string. */
#define brn_note_name(failure, code, name) brn_note_named(failure, code, BRN_WORDS(name))
/* With numbers, and a static name or NULL. expected means what the code's sentence makes of it. */
#define brn_note_numbers(failure, code, name, found, expected)                                     \
    brn_note_numbered(failure, code, BRN_WORDS(name), found, expected)
brine_result brn_note_named(brn_failure *failure, brine_result code, const char *name);
brine_result brn_note_numbered(brn_failure *failure, brine_result code, const char *name,
                               uint64_t found, uint64_t expected);

/*
 * How a code reads. {step}, {name}, {found} and {expected} in words stand for the facts; a
 * number may be written {found,} as a count (18,500; 0 is "none") or {found:x} in hexadecimal
 * (0x0303). {s} is an s unless the number found is 1.
 */
typedef struct brn_sentence {
    brine_result code;
    const char *words;
} brn_sentence;

/*
 * Fills error with the first of the sentences that is for failure's code and all of whose facts
 * are known. False, and error unchanged, when there is none.
 */
#define brn_explain(failure, sentences, count, error)                                              \
    (BRN_TEXTS ? brn_explain_in_words(failure, sentences, count, error)                            \
               : brn_explain_without_words(failure, error))

/* What that stands for: see base/error.h. Without words every failure is explained. */
BRINE_MUST_USE bool brn_explain_in_words(const brn_failure *failure, const brn_sentence *sentences,
                                         size_t count, brine_error *error);
BRINE_MUST_USE bool brn_explain_without_words(const brn_failure *failure, brine_error *error);

#endif
