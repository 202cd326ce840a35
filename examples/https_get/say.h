/*
 * What https_get tells people, all of it on stderr. The texts of others in a sentence go
 * through `shown` before (shown.h); those that the library made did so already.
 */
#ifndef HTTPS_GET_SAY_H
#define HTTPS_GET_SAY_H

#include "options.h"

/* The one sentence of a failure, unless -s; returns code. */
exit_code say_failure(const struct options *options, exit_code code, const char *format, ...)
    BRINE_PRINTF(3, 4);

/* The last of these sentences, without exit code, also if -s kept it silent; "" = none yet. */
const char *say_last_failure(void);
void say_forget_failure(void);

/* Something that must be known even with -s. */
void say_warning(const char *format, ...) BRINE_PRINTF(1, 2);

/* A line that begins with "* ". */
void say_note(const char *format, ...) BRINE_PRINTF(1, 2);

/* Lines of HTTP, each behind mark ('>' sent, '<' received); what can't be seen is escaped. */
void say_lines(char mark, const char *text, size_t length);

#endif
