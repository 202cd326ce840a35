#include "system/environment.h"

#include <stdlib.h>
#include <unistd.h>

/* The build looks for secure_getenv, which also knows of file capabilities. */
static const char *look_up(const char *name)
{
#if defined(BRN_HAVE_SECURE_GETENV)
    return secure_getenv(name);
#else
    if (getuid() != geteuid() || getgid() != getegid())
        return NULL;
    return getenv(name);
#endif
}

const char *brn_environment(const char *name)
{
    const char *value = look_up(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}
