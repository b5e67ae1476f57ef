/// What services are given: cluster IPs out of the ServiceCIDRs, held by IPAddress objects, and node ports.
@NullMarked
package pilothouse.builtins.allocation;

import org.jspecify.annotations.NullMarked;
