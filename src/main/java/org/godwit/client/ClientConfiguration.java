package org.godwit.client;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClientProperties.class, GatheringProperties.class, ReconciliationProperties.class})
class ClientConfiguration {}
