# What `cmake --install` puts where, in four components: lib is what programs load, dev what they are
# built with, tools is https_get with its page, doc the other pages and the licence. Pages are
# installed by src/man/, https_get by examples/.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/brine)
set(pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
set(made_dir ${PROJECT_BINARY_DIR}/package)

set(libraries ${BRINE_KINDS})
list(TRANSFORM libraries PREPEND brine_)
install(TARGETS ${libraries} EXPORT brineTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT lib
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT lib NAMELINK_COMPONENT dev
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT doc)
list(TRANSFORM BRINE_PUBLIC_HEADERS REPLACE "^include" ${BRINE_INCLUDE_DIR} OUTPUT_VARIABLE headers)
install(FILES ${headers}
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/brine COMPONENT dev)
if(BRINE_LIBTLS)
  install(TARGETS brine_libtls_shared brine_libtls_static EXPORT brineTargets
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT lib
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT lib NAMELINK_COMPONENT dev
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
  install(FILES src/libtls/include/tls.h
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/brine-libtls COMPONENT dev)
  # Only for programs that are told to look there, so that no other loses its own libtls.
  install(TARGETS brine_libtls_26
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/brine COMPONENT lib NAMELINK_SKIP)
endif()
install(EXPORT brineTargets NAMESPACE brine:: DESTINATION ${package_dir} COMPONENT dev)

configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/brineConfig.cmake.in ${made_dir}/brineConfig.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change anything.
write_basic_package_version_file(${made_dir}/brineConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${made_dir}/brineConfig.cmake ${made_dir}/brineConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT dev)

# An absolute folder stays where it is when the rest is moved.
foreach(folder INCLUDEDIR LIBDIR)
  set(BRINE_PC_${folder} "\${prefix}/${CMAKE_INSTALL_${folder}}")
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${folder}}")
    set(BRINE_PC_${folder} "${CMAKE_INSTALL_${folder}}")
  endif()
endforeach()
file(RELATIVE_PATH prefix_from_pc ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
set(BRINE_PC_PREFIX "\${pcfiledir}/${prefix_from_pc}")
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(BRINE_PC_PREFIX ${CMAKE_INSTALL_PREFIX})
endif()
set(BRINE_STATIC_FILE ${CMAKE_STATIC_LIBRARY_PREFIX}brine${CMAKE_STATIC_LIBRARY_SUFFIX})
set(pc_names brine-static)
if(BRINE_ON_POSIX)
  list(APPEND pc_names brine)
endif()
if(BRINE_LIBTLS)
  list(APPEND pc_names brine-libtls)
endif()
foreach(name IN LISTS pc_names)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in ${made_dir}/${name}.pc @ONLY)
  install(FILES ${made_dir}/${name}.pc DESTINATION ${pc_dir} COMPONENT dev)
endforeach()

if(PROJECT_IS_TOP_LEVEL)
  add_custom_target(uninstall VERBATIM COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR}
    -P ${CMAKE_CURRENT_LIST_DIR}/uninstall.cmake)
endif()
