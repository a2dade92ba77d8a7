/**
 * The way from the sandbox to the registries of packages, and to nothing else: which hosts those
 * are, as the package managers of this machine say, and the proxy that connects to them. No name of
 * a registry is in this room. It reads no encrypted traffic and passes no credentials on. Start
 * with {@link atelier.packages.egress.RegistryProxy}, then {@link
 * atelier.packages.egress.Registries}.
 */
@NullMarked
package atelier.packages.egress;

import org.jspecify.annotations.NullMarked;
