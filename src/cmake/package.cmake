# Debian packages by `cpack -G DEB` in the folder of a build with CMAKE_BUILD_TYPE=Release and
# CMAKE_INSTALL_PREFIX=/usr: libbrineN, libbrine-dev with the pages, brine-tools. With
# SOURCE_DATE_EPOCH set they are the same bytes wherever they are made.
get_target_property(abi brine_shared SOVERSION)
set(library libbrine${abi})
set(packages_lib ${library})
set(packages_dev libbrine-dev)
set(packages_tools brine-tools)

set(CPACK_PACKAGE_NAME brine)
set(CPACK_PACKAGE_VENDOR brine)
set(CPACK_PACKAGE_CONTACT "The authors of brine <root@localhost>" CACHE STRING
  "Maintainer of Debian packages: name and address")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL lib dev tools doc lib_licence dev_licence tools_licence)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_DEBIAN_LIB_PACKAGE_NAME ${library})
set(CPACK_DEBIAN_LIB_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libbrine-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "${library} (= ${PROJECT_VERSION}), libsodium-dev")
set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME brine-tools)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION net)

# Each package holds its licence, where Debian looks for it.
foreach(part lib dev tools)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${packages_${part}}
    RENAME copyright COMPONENT ${part}_licence EXCLUDE_FROM_ALL)
endforeach()

include(CPack)
foreach(part lib dev tools)
  cpack_add_component_group(${part})
  cpack_add_component(${part}_licence GROUP ${part} HIDDEN)
endforeach()
cpack_add_component(lib GROUP lib DESCRIPTION "A TLS 1.2 client library: what programs load.")
cpack_add_component(dev GROUP dev DESCRIPTION "A TLS 1.2 client library: what programs are built with.")
cpack_add_component(doc GROUP dev DESCRIPTION "A TLS 1.2 client library: its pages for man.")
cpack_add_component(tools GROUP tools
  DESCRIPTION "Fetches pages over TLS 1.2 with brine, as curl would.")
