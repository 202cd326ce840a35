/* Where the system keeps its CA certificates: found once, by brine's own search. */
#include <brine/trust.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <tls.h>

/* What is answered where the system has a directory only, or nothing: OpenBSD's place. */
#define CUSTOMARY "/etc/ssl/cert.pem"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char *found; /* kept until the program ends */

static bool is_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The first of a list with colons between that is a file; cuts the list up. */
static const char *first_file(char *list)
{
    char *at = list;

    while (at != NULL) {
        char *colon = strchr(at, ':');

        if (colon != NULL)
            *colon++ = '\0';
        if (is_file(at))
            return at;
        at = colon;
    }
    return NULL;
}

static void find(void)
{
    brine_trust *trust = NULL;
    const char *file = NULL;
    char *list = NULL;

    if (brine_trust_new(NULL, &trust, NULL) != BRINE_OK)
        return;
    if (brine_trust_add_system(trust, NULL) == BRINE_OK)
        list = strdup(brine_trust_source(trust));
    if (list != NULL)
        file = first_file(list);
    if (file != NULL)
        found = strdup(file);
    free(list);
    brine_trust_free(trust);
}

const char *tls_default_ca_cert_file(void)
{
    if (pthread_once(&once, find) != 0 || found == NULL)
        return CUSTOMARY;
    return found;
}
