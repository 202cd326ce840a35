# What `cmake --install` puts where: libraries, public headers, a CMake package, a pkg-config file.
# The pages of the manual are installed by src/man/, https_get by examples/.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/brine)
set(made_dir ${PROJECT_BINARY_DIR}/package)

install(TARGETS brine_shared brine_static EXPORT brineTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${BRINE_PUBLIC_HEADERS} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/brine)
if(BRINE_LIBTLS)
  install(TARGETS brine_libtls_shared brine_libtls_static EXPORT brineTargets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES src/libtls/include/tls.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/brine-libtls)
  # Only for programs that are told to look there, so that no other loses its own libtls.
  install(TARGETS brine_libtls_26
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/brine NAMELINK_SKIP)
endif()
install(EXPORT brineTargets NAMESPACE brine:: DESTINATION ${package_dir})

configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/brineConfig.cmake.in ${made_dir}/brineConfig.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change anything.
write_basic_package_version_file(${made_dir}/brineConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${made_dir}/brineConfig.cmake ${made_dir}/brineConfigVersion.cmake
  DESTINATION ${package_dir})

file(RELATIVE_PATH BRINE_PREFIX_FROM_PC
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/brine.pc.in ${made_dir}/brine.pc @ONLY)
if(BRINE_LIBTLS)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/brine-libtls.pc.in ${made_dir}/brine-libtls.pc @ONLY)
  install(FILES ${made_dir}/brine-libtls.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()
install(FILES ${made_dir}/brine.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
