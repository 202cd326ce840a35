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

    return path != NULL && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void find(void)
{
    brine_trust *trust = NULL;

    if (brine_trust_new(NULL, &trust) != BRINE_OK)
        return;
    if (brine_trust_add_system(trust, NULL) == BRINE_OK && is_file(brine_trust_source(trust)))
        found = strdup(brine_trust_source(trust));
    brine_trust_free(trust);
}

const char *tls_default_ca_cert_file(void)
{
    if (pthread_once(&once, find) != 0 || found == NULL)
        return CUSTOMARY;
    return found;
}
