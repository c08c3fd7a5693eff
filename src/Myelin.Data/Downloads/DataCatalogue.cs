namespace Myelin.Data.Downloads;

/// <summary>The data sets that <c>myelin data get</c> knows.</summary>
public static class DataCatalogue
{
    private const string MnistServer = "https://storage.googleapis.com/cvdf-datasets/mnist/";
    private const string FashionServer = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";
    private const string UciServer = "https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/";

    /// <summary>All sets, in alphabetical order.</summary>
    public static IReadOnlyList<DataSource> All { get; } =
    [
        new(
            "fashion-mnist",
            "Fashion-MNIST: 70,000 pictures of clothes, 28x28, 10 classes",
            "MIT",
            "Xiao, Rasul and Vollgraf (2017), arXiv 1708.07747",
            [
                File("fashion-mnist", FashionServer, "train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                File("fashion-mnist", FashionServer, "train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                File("fashion-mnist", FashionServer, "t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                File("fashion-mnist", FashionServer, "t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            ]),
        new(
            "fsdd",
            "Free Spoken Digit Dataset: 3,000 recordings of six speakers, 8 kHz, 10 classes",
            "CC BY-SA 4.0",
            "Jackson and others (2018), Free Spoken Digit Dataset, version 1.0.10",
            [
                new(
                    "fsdd/fsdd.zip",
                    new Uri("https://github.com/Jakobovski/free-spoken-digit-dataset/archive/refs/tags/v1.0.10.zip"),
                    16_500_000,
                    "1801eae019c063377d98f831d3f93574f259475df7332bb0e3d1b080fb5e6959",
                    DigestKind.Recordings),
            ]),
        new(
            "iris",
            "Fisher's iris: 150 flowers, 4 lengths, 3 classes",
            "CC BY 4.0",
            "Fisher (1936), The use of multiple measurements in taxonomic problems",
            [
                new(
                    "digits/iris.csv",
                    new Uri("https://raw.githubusercontent.com/jbrownlee/Datasets/d20fcb6402ae34e653d4513b00f39257bb37ed7f/iris.csv"),
                    4_549,
                    "f5d0c11e5c78a69a20dbb80baf2b24703f59a6687595752abb397d23732647c5",
                    DigestKind.Contents),
            ]),
        new(
            "mnist",
            "MNIST: 70,000 handwritten digits, 28x28, 10 classes",
            "CC BY-SA 3.0",
            "LeCun, Bottou, Bengio and Haffner (1998), Gradient-based learning applied to document recognition",
            [
                File("mnist", MnistServer, "train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                File("mnist", MnistServer, "train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                File("mnist", MnistServer, "t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                File("mnist", MnistServer, "t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ]),
        new(
            "nmnist",
            "N-MNIST, 1,100 recordings of an event camera in front of MNIST digits, 34x34, 10 classes",
            "CC BY-SA 4.0",
            "Orchard, Jayawant, Cohen and Thakor (2015), Converting static image datasets to spiking neuromorphic datasets using saccades",
            [
                // The size is about that of the whole archive, of which the recordings are a part.
                new(
                    "events/nmnist_1100.zip",
                    new Uri("https://github.com/bamsumit/slayerPytorch/archive/01beeeb6a181.zip"),
                    60_000_000,
                    "7d61179d8847e51ad41189a06830595fc1d597ebac76edb2e66eb4c6acedb5ee",
                    DigestKind.Recordings),
            ]),
        new(
            "optdigits",
            "Optical digits: 5,620 handwritten digits, 8x8, 10 classes",
            "CC BY 4.0",
            "Alpaydin and Kaynak (1998), Optical recognition of handwritten digits, UCI Machine Learning Repository",
            [
                File("digits", UciServer, "optdigits.tra", 563_639, "e1b683cc211604fe8fd8c4417e6a69f31380e0c61d4af22e93cc21e9257ffedd", DigestKind.Contents),
                File("digits", UciServer, "optdigits.tes", 264_713, "85f89a0333cbbcf5b1a42f3d4d74013ee35f5e44dbeb5f9b54f78ce5b4f94910", DigestKind.Contents),
            ]),
    ];

    private static DataFile File(string folder, string server, string name, long bytes, string sum, DigestKind kind = DigestKind.File) =>
        new($"{folder}/{name}", new Uri(server + name), bytes, sum, kind);
}
