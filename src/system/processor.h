/*
 * What the system says about the processor, where programs can't ask it themselves.
 */
#ifndef BRN_SYSTEM_PROCESSOR_H
#define BRN_SYSTEM_PROCESSOR_H

/*
 * AT_HWCAP of the auxiliary vector: bits whose meaning depends on the kind of processor.
 * 0 on systems that have none.
 */
unsigned long brn_processor_capabilities(void);

#endif
