/*
 * Clearing registers, as this processor does it and as ones without AVX do. The program is linked
 * so that the library's question for a feature is answered here (the linker's --wrap).
 */
#include "crypto/registers.h"

#include "crypto/cpu.h"
#include "support/test.h"

#include <string.h>

#define VECTORS 16

static unsigned hidden; /* features that this processor seems to lack */

bool __real_brn_cpu_has(brn_cpu_feature feature);
bool __wrap_brn_cpu_has(brn_cpu_feature feature);

bool __wrap_brn_cpu_has(brn_cpu_feature feature)
{
    return ((unsigned)feature & hidden) == 0 && __real_brn_cpu_has(feature);
}

/* How many of the vector registers have a bit set after brn_clear_registers. */
static size_t left_behind(void)
{
    uint8_t all[VECTORS][16], zero[16] = {0};
    size_t count = 0;

    memset(all, 0xff, sizeof all); /* MemorySanitizer does not see what assembly writes */
#if BRN_X86_64
    __asm__ volatile("pcmpeqd %%xmm2, %%xmm2\n\t"
                     "pcmpeqd %%xmm7, %%xmm7\n\t"
                     "pcmpeqd %%xmm8, %%xmm8\n\t"
                     "pcmpeqd %%xmm15, %%xmm15"
                     :
                     :
                     : "memory");
    brn_clear_registers();
    __asm__ volatile("movdqu %%xmm0, 0(%0)\n\t"
                     "movdqu %%xmm1, 16(%0)\n\t"
                     "movdqu %%xmm2, 32(%0)\n\t"
                     "movdqu %%xmm3, 48(%0)\n\t"
                     "movdqu %%xmm4, 64(%0)\n\t"
                     "movdqu %%xmm5, 80(%0)\n\t"
                     "movdqu %%xmm6, 96(%0)\n\t"
                     "movdqu %%xmm7, 112(%0)\n\t"
                     "movdqu %%xmm8, 128(%0)\n\t"
                     "movdqu %%xmm9, 144(%0)\n\t"
                     "movdqu %%xmm10, 160(%0)\n\t"
                     "movdqu %%xmm11, 176(%0)\n\t"
                     "movdqu %%xmm12, 192(%0)\n\t"
                     "movdqu %%xmm13, 208(%0)\n\t"
                     "movdqu %%xmm14, 224(%0)\n\t"
                     "movdqu %%xmm15, 240(%0)"
                     :
                     : "r"(all)
                     : "memory");
#else
    memset(all, 0, sizeof all);
    brn_clear_registers();
#endif
    for (size_t i = 0; i < VECTORS; i++)
        count += memcmp(all[i], zero, sizeof zero) != 0;
    return count;
}

static void vector_registers_are_cleared_with_and_without_avx(void **state)
{
    static const unsigned without[] = {0, BRN_CPU_AVX512VL, BRN_CPU_AVX | BRN_CPU_AVX512VL};

    (void)state;
    if (!BRN_X86_64)
        skip();
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        hidden = without[i];
        assert_int_equal(left_behind(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vector_registers_are_cleared_with_and_without_avx),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
