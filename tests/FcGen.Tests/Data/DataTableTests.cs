using System.Data;
using FcGen;
using DataSet = FcGen.DataSet;

namespace DataProgram;

/// <summary>A program outside the namespace FcGen that also uses System.Data: the alias selects one of the two classes DataSet.</summary>
public sealed class DataTableTests
{
    [Fact]
    public void Rows_of_a_table_become_samples()
    {
        using var table = new DataTable();
        table.Columns.Add("x", typeof(float));
        table.Columns.Add("kind", typeof(string));
        table.Rows.Add(1.5f, "a");
        table.Rows.Add(2.5f, "b");

        DataSet data = DataSet.From(table.AsEnumerable(), row => [row.Field<float>("x")], row => row.Field<string>("kind")!);
        Standardizer standardizer = Standardizer.Fit(data);

        Assert.Equal([1.5f, 2.5f], data.Inputs);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal(2, standardizer.Mean[0]);
    }
}
