package org.godwit.access;

import java.util.List;
import org.godwit.credential.StoredCredential;
import org.godwit.security.PostureFinding;

/**
 * How well this installation is kept.
 *
 * @param findings one for each thing looked at
 * @param storedCredentials every secret that is stored, without the secret, oldest first
 */
public record SecurityPosture(List<PostureFinding> findings, List<StoredCredential> storedCredentials) {}
