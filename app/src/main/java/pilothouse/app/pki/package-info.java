/// The certificates and keys of one data folder, made at the first start, and the administrator's kubeconfig.
@NullMarked
package pilothouse.app.pki;

import org.jspecify.annotations.NullMarked;
