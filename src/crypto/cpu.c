#include "crypto/cpu.h"

#include "system/processor.h"

#include <stdatomic.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#endif

#if defined(__x86_64__) && defined(__GNUC__)

/* Intel, "Software Developer's Manual" volume 2, CPUID. */
#define LEAF1_ECX_PCLMULQDQ  (1u << 1)
#define LEAF1_ECX_SSSE3      (1u << 9)
#define LEAF1_ECX_SSE41      (1u << 19)
#define LEAF1_ECX_AES        (1u << 25)
#define LEAF1_ECX_OSXSAVE    (1u << 27)
#define LEAF1_ECX_AVX        (1u << 28)
#define LEAF7_EBX_AVX2       (1u << 5)
#define LEAF7_EBX_BMI2       (1u << 8)
#define LEAF7_EBX_AVX512F    (1u << 16)
#define LEAF7_EBX_AVX512DQ   (1u << 17)
#define LEAF7_EBX_ADX        (1u << 19)
#define LEAF7_EBX_SHA        (1u << 29)
#define LEAF7_EBX_AVX512BW   (1u << 30)
#define LEAF7_EBX_AVX512VL   (1u << 31)
#define LEAF7_ECX_VAES       (1u << 9)
#define LEAF7_ECX_VPCLMULQDQ (1u << 10)

/* State that the operating system saves, volume 1, section 13.3: XMM and YMM; opmask, ZMM. */
#define XCR0_AVX    0x06u
#define XCR0_AVX512 0xe6u

static bool has_all(unsigned value, unsigned wanted)
{
    return (value & wanted) == wanted;
}

/* A register that the system doesn't save would mix up threads, whatever CPUID says. */
static unsigned saved_state(unsigned leaf1_ecx)
{
    unsigned low, high;

    if (!has_all(leaf1_ecx, LEAF1_ECX_OSXSAVE | LEAF1_ECX_AVX))
        return 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static unsigned detect(void)
{
    unsigned eax, ebx, ecx, edx, ecx1, saved;
    unsigned features = 0;

    if (__get_cpuid(1, &eax, &ebx, &ecx1, &edx) == 0)
        return 0;
    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0)
        ebx = ecx = 0;
    saved = saved_state(ecx1);
    if (has_all(saved, XCR0_AVX))
        features |= BRN_CPU_AVX;
    if (has_all(saved, XCR0_AVX512) && has_all(ebx, LEAF7_EBX_AVX512F | LEAF7_EBX_AVX512VL))
        features |= BRN_CPU_AVX512VL;
    if (has_all(ebx, LEAF7_EBX_BMI2 | LEAF7_EBX_ADX))
        features |= BRN_CPU_ADX;
    if (has_all(saved, XCR0_AVX) && has_all(ebx, LEAF7_EBX_AVX2 | LEAF7_EBX_BMI2))
        features |= BRN_CPU_AVX2;
    if (!has_all(ecx1, LEAF1_ECX_SSSE3 | LEAF1_ECX_SSE41))
        return features;
    if (has_all(ebx, LEAF7_EBX_SHA))
        features |= BRN_CPU_SHANI;
    if (!has_all(ecx1, LEAF1_ECX_AES | LEAF1_ECX_PCLMULQDQ))
        return features;
    features |= BRN_CPU_AESNI;
    if (!has_all(saved, XCR0_AVX) || !has_all(ebx, LEAF7_EBX_AVX2) ||
        !has_all(ecx, LEAF7_ECX_VAES | LEAF7_ECX_VPCLMULQDQ))
        return features;
    features |= BRN_CPU_VAES_256;
    if (has_all(saved, XCR0_AVX512) && has_all(ebx, LEAF7_EBX_AVX512F | LEAF7_EBX_AVX512BW |
                                                        LEAF7_EBX_AVX512DQ | LEAF7_EBX_AVX512VL))
        features |= BRN_CPU_VAES_512;
    return features;
}

#elif defined(__aarch64__)

/* Linux, asm/hwcap.h; FreeBSD has the same numbers. */
#define HWCAP_BIT_AES   (1ul << 3)
#define HWCAP_BIT_PMULL (1ul << 4)
#define HWCAP_BIT_SHA2  (1ul << 6)

static unsigned detect(void)
{
#if defined(__APPLE__)
    return BRN_CPU_ARMV8_AES | BRN_CPU_ARMV8_SHA2; /* every Apple processor of 64 bits */
#else
    unsigned long capabilities = brn_processor_capabilities();
    unsigned features = 0;

    if ((capabilities & HWCAP_BIT_AES) != 0 && (capabilities & HWCAP_BIT_PMULL) != 0)
        features |= BRN_CPU_ARMV8_AES;
    if ((capabilities & HWCAP_BIT_SHA2) != 0)
        features |= BRN_CPU_ARMV8_SHA2;
    return features;
#endif
}

#else

static unsigned detect(void)
{
    return 0;
}

#endif

/*
 * Kept, because asking is slow: under a hypervisor CPUID traps, which was measured at 7
 * microseconds, and a verifier is looked up for every signature. Threads that race here
 * write the same answer, so that the order in which they do it is of no account.
 */
bool brn_cpu_has(brn_cpu_feature feature)
{
    static const unsigned known = 1u << 31;
    static atomic_uint kept;
    unsigned features = atomic_load_explicit(&kept, memory_order_relaxed);

    if (features == 0) {
        features = detect() | known;
        atomic_store_explicit(&kept, features, memory_order_relaxed);
    }
    return (features & (unsigned)feature) != 0;
}

bool brn_cpu_never(void *context)
{
    (void)context;
    return false;
}
