using FcGen;

namespace Sweep;

// One family of networks: 8, 16, 32 or 64 units in each of 1, 2 or 3 hidden layers.

[Network, Input(64), Dense(8), ReLU, Dense(10)]
public sealed partial class Width8Depth1;

[Network, Input(64), Dense(16), ReLU, Dense(10)]
public sealed partial class Width16Depth1;

[Network, Input(64), Dense(32), ReLU, Dense(10)]
public sealed partial class Width32Depth1;

[Network, Input(64), Dense(64), ReLU, Dense(10)]
public sealed partial class Width64Depth1;

[Network, Input(64), Dense(8), ReLU, Dense(8), ReLU, Dense(10)]
public sealed partial class Width8Depth2;

[Network, Input(64), Dense(16), ReLU, Dense(16), ReLU, Dense(10)]
public sealed partial class Width16Depth2;

[Network, Input(64), Dense(32), ReLU, Dense(32), ReLU, Dense(10)]
public sealed partial class Width32Depth2;

[Network, Input(64), Dense(64), ReLU, Dense(64), ReLU, Dense(10)]
public sealed partial class Width64Depth2;

[Network, Input(64), Dense(8), ReLU, Dense(8), ReLU, Dense(8), ReLU, Dense(10)]
public sealed partial class Width8Depth3;

[Network, Input(64), Dense(16), ReLU, Dense(16), ReLU, Dense(16), ReLU, Dense(10)]
public sealed partial class Width16Depth3;

[Network, Input(64), Dense(32), ReLU, Dense(32), ReLU, Dense(32), ReLU, Dense(10)]
public sealed partial class Width32Depth3;

[Network, Input(64), Dense(64), ReLU, Dense(64), ReLU, Dense(64), ReLU, Dense(10)]
public sealed partial class Width64Depth3;
