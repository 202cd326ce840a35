/* One config, contexts of several threads: each makes, connects and frees its own. */
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <pthread.h>

#define THREADS 8
#define ROUNDS  50

/* cmocka's assertions belong to one thread, so this one counts. */
static void *connect_often(void *context)
{
    struct tls_config *config = context;
    size_t failures = 0;

    for (int i = 0; i < ROUNDS; i++) {
        struct tls *ctx = tls_client();

        if (ctx == NULL || tls_configure(ctx, config) != 0 ||
            tls_connect_fds(ctx, 0, 1, PEER_SERVER_NAME) != 0)
            failures++;
        tls_free(ctx);
    }
    return failures == 0 ? NULL : context;
}

static void a_config_is_shared_by_threads(void **state)
{
    struct tls_config *config = talk_config();
    pthread_t threads[THREADS];

    (void)state;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, connect_often, config), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *failures = NULL;

        pthread_join(threads[i], &failures);
        assert_null(failures);
    }
    tls_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_config_is_shared_by_threads),
    };
    int failed;

    talk_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_end();
    return failed;
}
