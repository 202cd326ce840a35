# The example's programs as the test runs them, included by its CMakeLists.txt: measured, and one
# whose memory is taken away.
set(heap ${CMAKE_CURRENT_LIST_DIR}/heap.c)
set(wrap_heap LINKER:--wrap=main,--wrap=brine_config_new_with,--wrap=brine_trust_new)
foreach(provider p256 rsa all)
  firmware(measured_${provider} ${provider} main.c ${heap} ${CMAKE_CURRENT_LIST_DIR}/measure.c)
  target_link_options(measured_${provider} PRIVATE ${wrap_heap}
    LINKER:--wrap=brine_config_freeze,--wrap=brine_conn_new,--wrap=brine_conn_send
    LINKER:--wrap=brine_conn_receive,--wrap=brine_conn_free)
endforeach()
firmware(measured_memory rsa main.c ${heap} ${CMAKE_CURRENT_LIST_DIR}/memory.c)
target_link_options(measured_memory PRIVATE ${wrap_heap}
  LINKER:--wrap=uart_read,--wrap=uart_write,--wrap=say,--wrap=say_number)
