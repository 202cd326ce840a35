#include "https_get/content_disposition.h"
#include "support/test.h"

#include <string.h>

#define NAME_SIZE 16

struct row {
    const char *value, *name; /* NULL = none */
};

static void expect(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[NAME_SIZE];
        bool found = content_disposition_name(rows[i].value, name, sizeof name);

        if (found != (rows[i].name != NULL))
            fail_msg("%s: %s", rows[i].value, found ? name : "none");
        if (found)
            assert_string_equal(name, rows[i].name);
    }
}
#define EXPECT(rows) expect(rows, sizeof(rows) / sizeof *(rows))

static void a_name_is_found_wherever_it_stands(void **state)
{
    static const struct row rows[] = {
        {"attachment; filename=a.txt", "a.txt"},
        {"attachment;filename=\"a b;c.txt\"", "a b;c.txt"},
        {"inline; size=1; FileName = a.txt ; x=y", "a.txt"},
        {"filename=a", "a"},
        {"attachment; x=\"filename=b\"; filename=\"a\\\"b\"", "a\"b"},
        {"attachment; x=\"\\\"; filename=b\"; filename=a", "a"},
        {"attachment; filename=\"a", "a"},
    };

    (void)state;
    EXPECT(rows);
}

static void no_name_is_made_up(void **state)
{
    static const struct row rows[] = {
        {"", NULL},
        {"attachment", NULL},
        {"attachment; filename", NULL},
        {"attachment; filename=", NULL},
        {"attachment; filename=\"\"", NULL},
        {"attachment; filename=\"a/\"", NULL},
        {"attachment; filename*=UTF-8''a", NULL},
        {"attachment; xfilename=a", NULL},
        {"attachment; filename=\"\\", NULL},
        {"attachment; filename=0123456789abcde", "0123456789abcde"},
        {"attachment; filename=0123456789abcdef", NULL},
        {"attachment; filename=0123456789abcdef/a", NULL},
    };

    (void)state;
    EXPECT(rows);
}

static void a_name_leaves_no_folder_and_hides_nothing(void **state)
{
    static const struct row rows[] = {
        {"attachment; filename=\"../../a\"", "a"},
        {"attachment; filename=/etc/passwd", "passwd"},
        {"attachment; filename=\"c:\\\\b\\\\a\"", "a"},
        {"attachment; filename=c:\\a", "a"},
        {"attachment; filename=.bashrc", "_bashrc"},
        {"attachment; filename=..", "__"},
        {"attachment; filename=...a.b", "___a.b"},
        {"attachment; filename=a/.ssh", "_ssh"},
        {"attachment; filename=-rf", "_rf"},
        {"attachment; filename=-", "_"},
        {"attachment; filename=-.a", "_.a"},
        {"attachment; filename=\"a\x1b[2J\x7f\x01\"", "a_[2J__"},
        {"attachment; filename=\"a\tb\"", "a_b"},
        {"attachment; filename=\"\xc3\xa4\xc2\x9b\xc2\xa0\"", "\xc3\xa4__\xc2\xa0"},
    };

    (void)state;
    EXPECT(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_wherever_it_stands),
        cmocka_unit_test(no_name_is_made_up),
        cmocka_unit_test(a_name_leaves_no_folder_and_hides_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
