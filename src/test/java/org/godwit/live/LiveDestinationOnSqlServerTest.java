package org.godwit.live;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class LiveDestinationOnSqlServerTest extends LiveDestinationTest {}
