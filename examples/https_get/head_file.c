#include "head_file.h"

exit_code head_file_open(struct head_file *file, const struct options *options)
{
    file->wanted = options->head_file != NULL;
    if (!file->wanted)
        return EXIT_OK;
    output_begin(&file->output, options);
    file->output.is_private = true;
    if (!output_set_path(&file->output, NULL, options->head_file))
        return output_bad_name(&file->output);
    return output_open(&file->output);
}

exit_code head_file_write(struct head_file *file, const char *head, size_t length)
{
    return file->wanted ? output_write_head(&file->output, head, length) : EXIT_OK;
}

exit_code head_file_close(struct head_file *file)
{
    return file->wanted ? output_close(&file->output) : EXIT_OK;
}
