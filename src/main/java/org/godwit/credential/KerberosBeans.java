package org.godwit.credential;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Kerberos alone, for a process that has no vault. A server has it by itself, so it never imports this. */
@EnableConfigurationProperties(KerberosProperties.class)
@Import(Kerberos.class)
public class KerberosBeans {}
