/* tls_config_set_ecdhecurves and tls_config_set_dheparams. */
#include "libtls/config.h"
#include "libtls/known.h"
#include "libtls/list.h"
#include "libtls/message.h"

#include <stdlib.h>
#include <string.h>

/* libtls knows more curves than brine has. Lists that name these beside others are good. */
static const char *const absent[] = {"P-521", "secp521r1", "X448"};

static bool is_absent(const char *word)
{
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (brn_tls_same_word(word, absent[i]))
            return true;
    return false;
}

static int take_curves(struct tls_config *config, const char *curves, char **groups)
{
    char word[BRN_TLS_WORD_SIZE], shown[BRN_TLS_SHOWN_SIZE];
    const char *cursor = curves;
    bool no_memory = false;

    while (brn_tls_list_next(&cursor, ",:", word)) {
        if (is_absent(word))
            continue;
        if (!brn_tls_is_known(brine_config_set_groups, word, &no_memory) && !no_memory)
            return brn_tls_config_fail(config, "invalid ecdhe curve '%s'",
                                       brn_tls_shown(word, shown));
        if (no_memory || !brn_tls_list_add(groups, word))
            return brn_tls_config_fail_memory(config);
    }
    if (*groups == NULL)
        return brn_tls_config_fail(config, "brine has none of the curves '%s'",
                                   brn_tls_shown(curves, shown));
    return 0;
}

int tls_config_set_ecdhecurves(struct tls_config *config, const char *curves)
{
    char *groups = NULL;

    if (curves != NULL && !brn_tls_same_word(curves, "default") &&
        take_curves(config, curves, &groups) != 0) {
        free(groups);
        return -1;
    }
    brn_tls_config_changed(config);
    free(config->groups);
    config->groups = groups;
    return 0;
}

/* libtls' older call: "none" would switch ECDHE off, without which brine offers nothing safe. */
int tls_config_set_ecdhecurve(struct tls_config *config, const char *curve)
{
    char shown[BRN_TLS_SHOWN_SIZE];

    if (curve != NULL && brn_tls_same_word(curve, "none"))
        return brn_tls_config_fail(config, "key exchange without a curve is not offered");
    if (curve != NULL && strpbrk(curve, ",:") != NULL)
        return brn_tls_config_fail(config, "invalid ecdhe curve '%s': one is expected",
                                   brn_tls_shown(curve, shown));
    if (curve == NULL || brn_tls_same_word(curve, "auto"))
        curve = "default";
    return tls_config_set_ecdhecurves(config, curve);
}

int tls_config_set_dheparams(struct tls_config *config, const char *params)
{
    char shown[BRN_TLS_SHOWN_SIZE];

    if (params == NULL || brn_tls_same_word(params, "none") || brn_tls_same_word(params, "auto") ||
        brn_tls_same_word(params, "legacy"))
        return 0;
    return brn_tls_config_fail(config, "invalid dhe param '%s'", brn_tls_shown(params, shown));
}
