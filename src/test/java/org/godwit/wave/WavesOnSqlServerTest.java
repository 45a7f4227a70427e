package org.godwit.wave;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class WavesOnSqlServerTest extends WavesTest {}
