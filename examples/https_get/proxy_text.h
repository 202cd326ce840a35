/*
 * The text that names a proxy: "[SCHEME://][USER[:PASSWORD]@]HOST[:PORT][/...]".
 */
#ifndef HTTPS_GET_PROXY_TEXT_H
#define HTTPS_GET_PROXY_TEXT_H

#include "proxy.h"

/*
 * Reads the text into all of out but source, which is set. Without a scheme http is meant; the
 * port is 1080 for http and 443 for https unless it is named; a path is passed over: so it is
 * in curl. EXIT_OK, or the reason in why as proxy_choose has it: the reason names the source and
 * shows the text, without its password.
 */
exit_code proxy_read(const char *text, struct proxy *out, char why[PROXY_WHY_SIZE]);

#endif
