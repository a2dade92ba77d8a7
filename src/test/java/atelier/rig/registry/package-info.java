/**
 * Registries of our own on loopback: one HTTPS server with a certificate authority of its own, the
 * files of npm, pip, cargo and Go in the layouts that their clients want, archives that no
 * honest tool would make, and a home folder whose configuration names that server. Start with
 * {@link atelier.rig.registry.RegistryServer} and {@link atelier.rig.registry.RegistryHome}.
 */
package atelier.rig.registry;
