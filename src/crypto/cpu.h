/*
 * What the processor can do beyond what the compiler may assume. Asked by the
 * available() of hardware tiers; any thread.
 */
#ifndef BRN_CRYPTO_CPU_H
#define BRN_CRYPTO_CPU_H

#include <stdbool.h>

/* Each stands for all the instructions that one tier needs, or for registers. */
typedef enum brn_cpu_feature {
    BRN_CPU_AESNI = 1,       /* AES-NI, PCLMULQDQ, SSSE3, SSE4.1 */
    BRN_CPU_VAES_256 = 2,    /* the same with VAES, VPCLMULQDQ, AVX2 */
    BRN_CPU_VAES_512 = 4,    /* the same with AVX-512 F, BW, DQ and VL */
    BRN_CPU_SHANI = 8,       /* SHA extensions, SSSE3, SSE4.1 */
    BRN_CPU_ARMV8_AES = 16,  /* AES and 64-bit PMULL of AArch64 */
    BRN_CPU_ARMV8_SHA2 = 32, /* SHA-256 of AArch64 */
    BRN_CPU_ADX = 64,        /* BMI2 and ADX */
    BRN_CPU_AVX = 128,       /* vector registers of 256 bits at least */
    BRN_CPU_AVX512VL = 256,  /* 32 of them */
    BRN_CPU_AVX2 = 512       /* AVX2 and BMI2 */
} brn_cpu_feature;

bool brn_cpu_has(brn_cpu_feature feature);

/* The available() of a tier that was not compiled for this machine. */
bool brn_cpu_never(void *context);

/*
 * Tiers of x86-64 and of AArch64 are compiled where the compiler can address their
 * instructions function by function; elsewhere their entries say that they are not
 * available.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#define BRN_X86_64 1
#else
#define BRN_X86_64 0
#endif

/*
 * Tiers in assembly: not under MemorySanitizer, which does not see what assembly writes, and not
 * for x32, whose addresses are no whole registers.
 */
#if BRN_X86_64 && !defined(__ILP32__) && !defined(BRN_NO_INLINE_ASM)
#define BRN_X86_64_ASSEMBLY 1
#else
#define BRN_X86_64_ASSEMBLY 0
#endif

/* The build adds the crypto extension to the files that ask for it (CMakeLists.txt). */
#if defined(__aarch64__) && defined(__ARM_FEATURE_AES) && defined(__ARM_FEATURE_SHA2) &&           \
    !defined(__ARM_BIG_ENDIAN)
#define BRN_ARMV8 1
#else
#define BRN_ARMV8 0
#endif

#endif
