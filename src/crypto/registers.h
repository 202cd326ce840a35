/*
 * What a call leaves in the processor's registers.
 *
 * An application that is linked lazily has the dynamic linker save all registers on the stack
 * whenever it calls a function for the first time. So public calls that touched secrets clear
 * them before they return, and so does what calls back into the application.
 */
#ifndef BRN_CRYPTO_REGISTERS_H
#define BRN_CRYPTO_REGISTERS_H

/*
 * Clears the vector registers, and the others that a call need not keep. Where the compiler
 * offers no way to name registers, only those that libc uses to fill memory. Any thread.
 */
void brn_clear_registers(void);

#endif
