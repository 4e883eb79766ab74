namespace FcGen.Tests.Data;

/// <summary>
/// Texts of the forms that public collections of practice data have, each with the options that read it. The rows are invented.
/// </summary>
public sealed class CsvPracticeTests
{
    [Fact]
    public void Iris_has_text_labels_at_the_end()
    {
        DataSet data = Read(
            """
            5.0,3.5,1.5,0.2,Iris-setosa
            7.1,3.0,4.5,1.5,Iris-versicolor
            6.0,3.1,5.5,2.1,Iris-virginica
            5.1,3.4,1.5,0.3,Iris-setosa

            """,
            new CsvOptions { TextLabels = true });

        Assert.Equal([5f, 3.5f, 1.5f, .2f], data.GetInput(0));
        Assert.Equal([0, 1, 2, 0], data.Labels);
        Assert.Equal(["Iris-setosa", "Iris-versicolor", "Iris-virginica"], data.ClassNames);
    }

    [Fact]
    public void Wine_has_labels_from_1_in_the_first_column()
    {
        DataSet data = Read("1,14.1,1.7\n2,12.5,1.1\n3,12.9,2.8\n", new CsvOptions { LabelColumn = 0, FirstLabel = 1 });

        Assert.Equal([0, 1, 2], data.Labels);
        Assert.Equal([14.1f, 1.7f], data.GetInput(0));
    }

    [Fact]
    public void Adult_has_categories_and_question_marks_after_blanks()
    {
        DataSet data = Read(
            """
            39, State-gov, 77516, Male, <=50K
            50, ?, 83311, Female, >50K
            38, Private, 21564, Male, <=50K
            """,
            new CsvOptions { TextLabels = true, TextInputs = true, MissingValues = MissingValues.FillMean });

        Assert.Equal([39f, 1, 0, 77516, 1, 0], data.GetInput(0));
        Assert.Equal([50f, 0, 0, 83311, 0, 1], data.GetInput(1));
        Assert.Equal(["<=50K", ">50K"], data.ClassNames);
    }

    [Fact]
    public void AutoMpg_has_missing_values_and_names()
    {
        const string Text =
            """
            18.0   8   307.0      130.0      3504.      12.0   70  1	"chevrolet one"
            25.0   4   98.00      ?          2046.      19.0   71  1	"ford two"
            22.0   4   98.00      100.0      2000.      19.0   71  2	"fiat three"
            """;
        var options = new CsvOptions { Delimiter = ' ', TargetColumns = [0], IgnoredColumns = [-1], OneHotColumns = [7] };

        DataSet skipped = Read(Text, options with { MissingValues = MissingValues.SkipRow });
        DataSet filled = Read(Text, options with { MissingValues = MissingValues.FillMean });

        Assert.Equal([18f, 22], skipped.Targets);
        Assert.Equal([8f, 307, 130, 3504, 12, 70, 1, 0], skipped.GetInput(0));
        Assert.Equal([4f, 98, 115, 2046, 19, 71, 1, 0], filled.GetInput(1));
    }

    [Fact]
    public void BreastCancer_has_numbers_to_ignore_and_letters_as_labels()
    {
        DataSet data = Read(
            "842302,M,17.99,10.38\n842517,B,11.57,17.77\n",
            new CsvOptions { LabelColumn = 1, IgnoredColumns = [0], ClassNames = ["B", "M"] });

        Assert.Equal([1, 0], data.Labels);
        Assert.Equal([17.99f, 10.38f, 11.57f, 17.77f], data.Inputs);
    }

    [Fact]
    public void Abalone_has_categories_in_the_first_column()
    {
        DataSet data = Read(
            "M,0.455,0.365,15\nF,0.53,0.42,9\nI,0.33,0.255,7\n",
            new CsvOptions { TargetColumns = [-1], Categories = new Dictionary<CsvColumn, IReadOnlyList<string>> { [0] = ["F", "I", "M"] } });

        Assert.Equal([0, 0, 1, .455f, .365f], data.GetInput(0));
        Assert.Equal([0, 1, 0, .33f, .255f], data.GetInput(2));
        Assert.Equal([15f, 9, 7], data.Targets);
    }

    [Fact]
    public void Glass_has_numbers_to_ignore_and_a_class_without_samples()
    {
        DataSet data = Read(
            "1,1.52101,13.64,1\n71,1.51574,14.86,2\n147,1.51769,13.65,3\n164,1.51514,14.01,5\n",
            new CsvOptions { IgnoredColumns = [0], FirstLabel = 1 });

        Assert.Equal([0, 1, 2, 4], data.Labels);
        Assert.Equal((2, 5), (data.InputSize, data.ClassCount));
    }

    [Fact]
    public void Ionosphere_has_letters_as_labels()
    {
        DataSet data = Read("1,0,0.99539,-0.05889,g\n1,0,1,-0.18829,b\n", new CsvOptions { ClassNames = ["b", "g"] });

        Assert.Equal([1, 0], data.Labels);
    }

    [Fact]
    public void Sonar_has_letters_as_labels() =>
        Assert.Equal([0, 1], Read("0.0200,0.0371,R\n0.0307,0.0523,M\n", new CsvOptions { TextLabels = true }).Labels);

    [Fact]
    public void Heart_has_missing_numbers_and_several_labels()
    {
        DataSet data = Read("63.0,1.0,145.0,0.0,6.0,0\n67.0,1.0,160.0,?,3.0,2\n57.0,0.0,130.0,2.0,?,1\n", new CsvOptions
        {
            MissingValues = MissingValues.FillConstant,
            FillValue = -1,
        });

        Assert.Equal([67f, 1, 160, -1, 3], data.GetInput(1));
        Assert.Equal([0, 2, 1], data.Labels);
    }

    [Fact]
    public void CarEvaluation_has_categories_only()
    {
        DataSet data = Read(
            "vhigh,vhigh,2,2,small,low,unacc\nhigh,low,3,4,small,high,acc\nlow,low,5more,more,big,high,vgood\n",
            new CsvOptions { TextLabels = true, OneHotColumns = CsvColumns.Range(0, 6) });

        Assert.Equal(3 + 2 + 3 + 3 + 2 + 2, data.InputSize);
        Assert.Equal([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1], data.GetInput(1));
        Assert.Equal(["unacc", "acc", "vgood"], data.ClassNames);
    }

    [Fact]
    public void Mushroom_has_question_marks_as_a_category_and_labels_first()
    {
        DataSet data = Read(
            "p,x,s,n,?\ne,x,s,y,c\ne,b,s,w,?\n",
            new CsvOptions { LabelColumn = 0, ClassNames = ["e", "p"], TextInputs = true, MissingValueTexts = [] });

        Assert.Equal([1, 0, 0], data.Labels);
        Assert.Equal([1f, 0, 1, 1, 0, 0, 1, 0], data.GetInput(0));
    }

    [Fact]
    public void Banknotes_need_no_options() =>
        Assert.Equal([0, 1], Read("3.6216,8.6661,-2.8073,-0.44699,0\n-1.3971,3.3191,-1.3927,-1.9948,1\n").Labels);

    [Fact]
    public void Seeds_have_doubled_tabs_and_labels_from_1()
    {
        DataSet data = Read("15.26\t14.84\t0.871\t1\n14.88\t\t14.57\t0.8811\t\t2\n", new CsvOptions { Delimiter = ' ', FirstLabel = 1 });

        Assert.Equal([15.26f, 14.84f, .871f, 14.88f, 14.57f, .8811f], data.Inputs);
        Assert.Equal([0, 1], data.Labels);
    }

    [Fact]
    public void WineQuality_has_semicolons_and_a_quoted_header()
    {
        DataSet data = Read(
            "\"fixed acidity\";\"pH\";\"quality\"\n7.4;3.51;5\n7.8;3.2;6\n",
            new CsvOptions { Delimiter = ';', HasHeader = true, TargetColumns = ["quality"] });

        Assert.Equal([7.4f, 3.51f, 7.8f, 3.2f], data.Inputs);
        Assert.Equal([5f, 6], data.Targets);
    }

    [Fact]
    public void Housing_has_columns_of_fixed_width()
    {
        DataSet data = Read(
            " 0.00632  18.00   2.310  0  0.5380  24.00\n 0.02731   0.00   7.070  0  0.4690  21.60\n",
            new CsvOptions { Delimiter = ' ', TargetColumns = [-1] });

        Assert.Equal([.02731f, 0, 7.07f, 0, .469f], data.GetInput(1));
        Assert.Equal([24f, 21.6f], data.Targets);
    }

    [Fact]
    public void Diabetes_has_a_header_and_numeric_labels() =>
        Assert.Equal([1, 0], Read("Glucose,BMI,Outcome\n148,33.6,1\n85,26.6,0\n", new CsvOptions { HasHeader = true, LabelColumn = "Outcome" }).Labels);

    [Fact]
    public void Titanic_has_quoted_commas_and_empty_cells()
    {
        DataSet data = Read(
            """"
            PassengerId,Survived,Pclass,Name,Sex,Age,Fare,Cabin,Embarked
            1,0,3,"Brown, Mr. John ""Jack""",male,22,7.25,,S
            2,1,1,"Smith, Mrs. Jane",female,,71.5,C85,C
            3,1,3,"Miller, Miss. Ann",female,26,8,,S
            """",
            new CsvOptions
            {
                HasHeader = true,
                LabelColumn = "Survived",
                InputColumns = ["Age", "Fare", "Sex", "Pclass", "Embarked"],
                OneHotColumns = ["Sex", "Pclass", "Embarked"],
                MissingValues = MissingValues.FillMean,
            });

        Assert.Equal([0, 1, 1], data.Labels);
        Assert.Equal([22f, 7.25f, 1, 0, 1, 0, 1, 0], data.GetInput(0));
        Assert.Equal([24f, 71.5f, 0, 1, 0, 1, 0, 1], data.GetInput(1));
    }

    [Fact]
    public void EnergyEfficiency_has_two_targets_and_empty_lines_of_a_spreadsheet()
    {
        DataSet data = Read(
            "X1,X2,Y1,Y2\n0.98,514.5,15.55,21.33\n0.9,563.5,20.84,28.28\n,,,\n,,,\n",
            new CsvOptions { HasHeader = true, TargetColumns = ["Y1", "Y2"] });

        Assert.Equal([15.55f, 21.33f, 20.84f, 28.28f], data.Targets);
    }

    [Fact]
    public void Concrete_has_names_with_units_and_blanks()
    {
        DataSet data = Read(
            "\"Cement (component 1)(kg in a m^3 mixture)\",\"Age (day)\",\"Concrete compressive strength(MPa, megapascals) \"\n540,28,79.99\n",
            new CsvOptions { HasHeader = true, TargetColumns = ["Concrete compressive strength(MPa, megapascals) "] });

        Assert.Equal([79.99f], data.Targets);
    }

    [Fact]
    public void BikeSharing_has_dates_to_ignore()
    {
        DataSet data = Read(
            "instant,dteday,season,temp,casual,registered,cnt\n1,2011-01-01,1,0.24,3,13,16\n2,2011-01-01,1,0.22,8,32,40\n",
            new CsvOptions
            {
                HasHeader = true,
                TargetColumns = ["cnt"],
                IgnoredColumns = ["instant", "dteday", "casual", "registered"],
            });

        Assert.Equal([1f, .24f, 1, .22f], data.Inputs);
        Assert.Equal([16f, 40], data.Targets);
    }

    [Fact]
    public void AirQuality_has_decimal_commas_and_semicolons_at_the_end()
    {
        DataSet data = Read(
            "Date;Time;CO(GT);T;RH;;\n10/03/2004;18.00.00;2,6;13,6;48,9;;\n10/03/2004;19.00.00;-200;13,3;47,7;;\n"
            + "10/03/2004;20.00.00;2,2;11,9;54,0;;\n;;;;;;\n",
            new CsvOptions
            {
                Delimiter = ';',
                DecimalComma = true,
                HasHeader = true,
                TargetColumns = ["CO(GT)"],
                InputColumns = ["T", "RH"],
                MissingValues = MissingValues.SkipRow,
                MissingValueTexts = ["", "-200"],
            });

        Assert.Equal([2.6f, 2.2f], data.Targets);
        Assert.Equal([13.6f, 48.9f, 11.9f, 54], data.Inputs);
    }

    [Fact]
    public void Spambase_needs_no_options() =>
        Assert.Equal([1, 0], Read("0,0.64,3.756,61,278,1\n0.21,0.28,5.114,101,1028,0\n").Labels);

    private static DataSet Read(string text, CsvOptions? options = null) => DataSet.FromCsv(new StringReader(text), options);
}
