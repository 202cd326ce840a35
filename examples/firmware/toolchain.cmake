# For Debian's gcc-arm-none-eabi with newlib, and a Cortex-M3 such as that of QEMU's mps2-an385:
# cmake -DCMAKE_TOOLCHAIN_FILE=examples/firmware/toolchain.cmake ...
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_C_FLAGS_INIT "-mcpu=cortex-m3 -mthumb -ffunction-sections -fdata-sections")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # a program needs the linker script of its board
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
foreach(kind LIBRARY INCLUDE PACKAGE) # what is the build machine's own is of no use
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
