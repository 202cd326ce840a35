#include "option_peek.h"

exit_code option_help(const struct option_use *use, const char *value)
{
    (void)value;
    use->out->help = true;
    use->out->help_topic = use->next;
    return EXIT_OK;
}

exit_code option_trace(const struct option_use *use, const char *value)
{
    (void)value;
    use->out->trace = true;
    use->out->after_trace = use->next;
    return EXIT_OK;
}

exit_code option_no_alpn(const struct option_use *use, const char *value)
{
    (void)value;
    use->out->alpn = "";
    return EXIT_OK;
}
