package org.godwit.alert;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class AlertDeliveryOnSqlServerTest extends AlertDeliveryTest {}
